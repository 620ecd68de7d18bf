// Everything on the page works without this script. It counts a view once a person has really looked, brings a tab that
// comes to the front up to date, and loads htmx when the form is about to be used or a payment is being waited for, so that the
// first view stays small.
;(() => {
  const { views, htmx, htmxIntegrity } = document.currentScript.dataset
  const secondsOfLooking = 2

  const load = () => {
    if (loaded) return
    loaded = true
    const script = document.createElement('script')
    script.src = htmx
    script.integrity = htmxIntegrity
    document.head.append(script)
  }
  let loaded = false

  let timer
  let seen = false
  const look = () => {
    clearTimeout(timer)
    if (seen || document.prerendering || document.visibilityState !== 'visible') return
    timer = setTimeout(() => {
      seen = true
      fetch(views, { method: 'POST', keepalive: true }).catch(() => {})
    }, secondsOfLooking * 1000)
  }

  // Another tab, a mail or the bank may have changed things meanwhile: whoever comes back to this tab sees them as they are.
  const catchUp = () =>
    document.visibilityState === 'visible' &&
    fetch(`${views.slice(0, -5)}panel`)
      .then((answer) => answer.text())
      .then((html) => {
        const state = /data-state="(.*?)"/.exec(html)?.[1]
        if (state && state !== document.getElementById('pay').dataset.state) location.replace(views.slice(0, -6))
      })
      .catch(() => {})

  look()
  addEventListener('pageshow', ({ persisted }) => persisted && catchUp())
  document.addEventListener('visibilitychange', () => {
    look()
    catchUp()
  })
  document.addEventListener('prerenderingchange', look)

  const pay = document.getElementById('pay')
  for (const event of ['pointerover', 'focusin', 'touchstart']) {
    pay.addEventListener(event, load, { once: true, passive: true })
  }
  if (pay.querySelector('[hx-get]')) load()

  // A request that broke off is made again in the browser's own way, which says what is wrong.
  document.addEventListener('htmx:error', ({ target }) => target.closest?.('form')?.submit())

  const print = document.querySelector('[data-print]')
  print.hidden = false
  print.addEventListener('click', () => window.print())
})()
