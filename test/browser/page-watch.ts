import type { BrowserContext, Request } from 'playwright-core'

/** Everything forbidden that a page did. */
export type PageWatch = { readonly seen: readonly string[] }

/** Runs in every document before its own scripts. */
const listen = `
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { sayIt('called ' + name) }
  window.boom = () => { sayIt('ran a script in ' + location.pathname) }
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => sayIt('wanted ' + violatedDirective + ' ' + blockedURI))
`

/**
 * Records every script that runs, every dialog, every content policy violation, and every request that is not
 * allowed. Requests to foreign hosts are also blocked.
 */
export async function watch(context: BrowserContext, isAllowed: (request: Request) => boolean): Promise<PageWatch> {
  const reported: string[] = []
  await context.exposeBinding('sayIt', (_, what: string) => {
    reported.push(what)
  })
  await context.addInitScript(listen)
  context.on('page', (page) => {
    page.on('dialog', async (dialog) => {
      reported.push(`opened a dialog: ${dialog.message()}`)
      await dialog.dismiss()
    })
    page.on('popup', (popup) => reported.push(`opened ${popup.url()}`))
    page.on('pageerror', (error) => reported.push(`failed: ${error.message}`))
  })
  // The browser reports a request that the page's policy blocked like any other, and then as failed.
  const requested = new Map<Request, string>()
  context.on('request', (request) => {
    if (!isForeign(new URL(request.url())) && !isAllowed(request)) requested.set(request, nameOf(request))
  })
  context.on('requestfailed', (request) => {
    if (/csp/i.test(request.failure()?.errorText ?? '')) requested.delete(request)
  })
  // Only requests that would really have gone to a foreign host get here.
  await context.route(isForeign, (route) => {
    reported.push(nameOf(route.request()))
    return route.abort()
  })
  return {
    get seen() {
      return [...reported, ...requested.values()]
    },
  }
}

const isForeign = ({ protocol, hostname }: URL) =>
  protocol !== 'data:' && !/^(127\.0\.0\.1|pay\.example)$/.test(hostname)

const nameOf = (request: Request) => `requested ${request.method()} ${request.url()}`
