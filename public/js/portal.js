// Everything in the portal works without this script. It loads htmx when somebody is about to use a page that htmx makes smoother, and
// says and focuses what htmx has changed.
;(() => {
  const { htmx, htmxIntegrity } = document.currentScript.dataset

  let loaded = false
  const load = () => {
    if (loaded || !document.querySelector('[hx-boost], [hx-get]')) return
    loaded = true
    const script = document.createElement('script')
    script.src = htmx
    script.integrity = htmxIntegrity
    document.head.append(script)
  }
  for (const event of ['pointerover', 'focusin', 'touchstart']) {
    document.addEventListener(event, load, { once: true, passive: true })
  }

  // An address that htmx wrote into the history before this page was loaded anew, which nobody else would bring back.
  addEventListener('popstate', ({ state }) => state?.htmx && !window.htmx && location.reload())

  const said = document.getElementById('said')
  document.addEventListener('htmx:after:swap', () => {
    const main = document.querySelector('main')
    if (document.activeElement === document.body) main.focus({ preventScroll: true })
    const news = main.querySelector('[role="status"]')
    said.textContent = news && !news.contains(document.activeElement) ? news.textContent : ''
  })

  // What was refused has no address of its own.
  document.addEventListener('htmx:before:history:update', (event) => {
    if (event.detail.response.status >= 400) event.preventDefault()
  })

  // A request that broke off before it was answered is made again in the browser's own way, which says what is wrong. One that was answered
  // is not: it may have changed something.
  document.addEventListener('htmx:error', ({ target, detail }) => {
    if (detail.ctx?.response) return location.reload()
    if (target.matches?.('fieldset')) return target.form.querySelector('[formmethod=get]')?.click()
    if (!target.matches?.('form')) return location.assign(target.href ?? location.href)
    const submitter = detail.ctx?.request?.submitter
    if (submitter?.name) {
      const pressed = document.createElement('input')
      pressed.type = 'hidden'
      pressed.name = submitter.name
      pressed.value = submitter.value
      target.append(pressed)
    }
    target.submit()
  })
})()
