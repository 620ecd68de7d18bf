import type { BrowserContext, Request } from 'playwright-core'

/** Everything that no page may do, whatever is written on it. */
export type Watch = { readonly seen: readonly string[] }

/** Runs in every document before anything of its own does. */
const listen = `
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => { sayIt('called ' + name) }
  window.boom = () => { sayIt('ran a script in ' + location.pathname) }
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => sayIt('wanted ' + violatedDirective + ' ' + blockedURI))
`

/**
 * Writes down every script that runs, every dialog, every wish that the content policy refuses, and every request that is not
 * among those a page may make. What goes to a stranger is stopped too.
 */
export async function watch(context: BrowserContext, isAllowed: (request: Request) => boolean): Promise<Watch> {
  const said: string[] = []
  await context.exposeBinding('sayIt', (_, what: string) => {
    said.push(what)
  })
  await context.addInitScript(listen)
  context.on('page', (page) => {
    page.on('dialog', async (dialog) => {
      said.push(`opened a dialog: ${dialog.message()}`)
      await dialog.dismiss()
    })
    page.on('popup', (popup) => said.push(`opened ${popup.url()}`))
    page.on('pageerror', (error) => said.push(`failed: ${error.message}`))
  })
  // The browser tells of a wish that the policy of the page refused in the same words as of a request, and takes it back.
  const asked = new Map<Request, string>()
  context.on('request', (request) => {
    if (!isForeign(new URL(request.url())) && !isAllowed(request)) asked.set(request, nameOf(request))
  })
  context.on('requestfailed', (request) => {
    if (/csp/i.test(request.failure()?.errorText ?? '')) asked.delete(request)
  })
  // Only what would really have left for a stranger comes by here.
  await context.route(isForeign, (route) => {
    said.push(nameOf(route.request()))
    return route.abort()
  })
  return {
    get seen() {
      return [...said, ...asked.values()]
    },
  }
}

const isForeign = ({ protocol, hostname }: URL) =>
  protocol !== 'data:' && !/^(127\.0\.0\.1|pay\.example)$/.test(hostname)

const nameOf = (request: Request) => `asked for ${request.method()} ${request.url()}`
