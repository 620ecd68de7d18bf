// Makes passkeys and signs in by them. Without it, or in a browser without passkeys, the forms stay hidden and the mailed code remains.
;(() => {
  const canRead = window.PublicKeyCredential?.parseRequestOptionsFromJSON
  // A passkey belongs to a host's name, and an address in numbers is none.
  if (!canRead || /^[\d.]+$|:/.test(location.hostname)) return

  const ask = {
    create: (options) =>
      navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  }

  // What is read of an answer. An attestation would repeat it, and be longer than a form may be.
  const said = (credential) => {
    const { id, type, response } = credential.toJSON()
    const { clientDataJSON, authenticatorData, publicKey, publicKeyAlgorithm, signature, userHandle } = response
    const read = { clientDataJSON, authenticatorData, publicKey, publicKeyAlgorithm, signature, userHandle }
    return JSON.stringify({ id, type, response: read })
  }

  const attach = () => {
    for (const form of document.querySelectorAll('form[data-passkey]')) {
      const { passkey, options } = form.dataset
      const failed = form.querySelector('[role=alert]')
      const button = form.querySelector('button')
      for (const hidden of [form, form.closest('section')]) if (hidden) hidden.hidden = false
      form.addEventListener('submit', async (event) => {
        event.preventDefault()
        failed.hidden = true
        button.disabled = true
        try {
          const response = await fetch(options)
          if (!response.ok) throw new Error(`The server answered ${response.status}.`)
          const credential = await ask[passkey](await response.json())
          form.elements.namedItem('answer').value = said(credential)
          form.submit()
        } catch {
          failed.hidden = false
          button.disabled = false
        }
      })
    }
  }
  attach()
  // The forms are new where htmx has replaced the content.
  document.addEventListener('htmx:after:swap', attach)
})()
