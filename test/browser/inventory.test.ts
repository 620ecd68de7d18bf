import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { unpacked } from '../forgery/token-mutations.ts'
import { tally } from '../proof/tally.ts'
import { everyPage, type PageState } from '../world/every-page.ts'
import { pathOf, send } from '../world/form.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { story } from '../world/story.ts'
import { errorPages, type Visit } from './error-pages.ts'
import { type Loads, loadsOf, targetOf } from './page-loads.ts'

let pictures: readonly PageState[] = []

beforeAll(async () => {
  pictures = await everyPage()
})

/** Why each resource may be on our pages; one without a reason is not in the inventory and fails the test. */
const reasons: readonly (readonly [target: RegExp, reason: string])[] = [
  [/^\/(i\/\{token\}(\?(after=\{payment\}|part=\{amount\}))?|verify(\/\{code\})?)?$|^\/nothing$/, 'the page itself'],
  [
    /^\/i\/\{token\}\?((after=\{payment\}|part=\{amount\})&)?cookie=set$/,
    'shows whether the browser keeps the cookie with the link',
  ],
  [/^POST \/i\/\{token\}(\/payments|\/panel)?$/, 'the page itself, in answer to a form'],
  [/^the style sheet of (invoice|plain|verify)-page$/, 'how its layout looks; allowed by the nonce of its answer'],
  [
    /^\/assets\/pay-\w+\.js$/,
    'counts a view, brings a tab that comes to the front up to date, and brings htmx when it is wanted',
  ],
  [/^\/assets\/verify-\w+\.js$/, 'compares a file with the document that was issued, and sends nothing of it'],
  [/^\/assets\/htmx-[\d.]+\.min\.js$/, 'pays and waits without a new page; brought by pay.js under its hash'],
  [/^\/logos\/\w+\/\{hash\}$/, 'the merchant’s logo'],
  [/^\/favicon\.svg$/, 'the icon of a page without a merchant'],
  [/^POST \/i\/\{token\}\/views$/, 'reports to the merchant that the invoice was viewed'],
  [/^\/i\/\{token\}\/panel(\?looks=\{n\})?$/, 'polls the status of a payment or of the invoice'],
]

const reasonFor = (target: string) => reasons.find(([pattern]) => pattern.test(target))?.[1] ?? 'unknown'

type Inventory = {
  readonly headers: Readonly<Record<string, string>>
  readonly things: Readonly<
    Record<string, { readonly kind: string; readonly sha256?: string; readonly reason: string }>
  >
  readonly pages: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const file = join(import.meta.dirname, 'inventory.json')
const known = async () => JSON.parse(await readFile(file, 'utf8')) as Inventory

/** Loads of a page that the inventory does not have, or has with another hash. */
const unknownLoads = ({ things, pages }: Inventory, name: string, loads: Loads): string[] =>
  Object.entries(loads)
    .filter(([target, { sha256 }]) => pages[name]?.[target] === undefined || things[target]?.sha256 !== sha256)
    .map(([target]) => target)

const securityHeaders = [
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-robots-tag',
]

/** The security headers, without the nonce and this world's ports. */
function securityHeadersIn(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const plain = (value: string) => value.replace(/nonce-[^']+/, 'nonce-{nonce}').replaceAll(world.sandbox, '{provider}')
  return Object.fromEntries(securityHeaders.map((name) => [name, plain(headers[name] ?? 'missing')]))
}

const headersOf = async ({ url }: PageState) => securityHeadersIn((await send(new URL(url).pathname)).headers)

const tokenOf = (url: string): string | null => /\/i\/([^/?#]+)/.exec(url)?.[1] ?? null

const urlOf = (wanted: string) => pictures.find(({ name }) => name === wanted)!.url

/** A payment that was started and abandoned. */
async function begun() {
  const url = urlOf('a payment half way')
  const { inv } = unpacked(tokenOf(url)!.split('.')[1]!)
  const { data } = await kranwerk.remit.invoicePayments.list({ invoice: String(inv) })
  return { url, paymentId: data[0]!.id }
}

const sorted = <T>(record: Readonly<Record<string, T>>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

// To accept a change: review it, add its reason to `reasons`, and run this file with `--update`.
story('every page loads exactly what is in the inventory, byte for byte', async ({ visitor }) => {
  const page = await visitor.tab()
  await page.clock.install()
  const things: Record<string, object> = {}
  const pages: Record<string, Record<string, string>> = {}
  const statuses: Record<string, number> = {}
  const guards: Record<string, Record<string, string>> = {}
  const ways: Record<string, Visit> = {}
  for (const { name, url } of pictures) ways[name] = async () => (await page.goto(url, { waitUntil: 'load' }))!
  Object.assign(ways, errorPages(urlOf('open'), urlOf('a link that has expired'), await begun()))
  for (const [name, way] of Object.entries(ways)) {
    const loads = await loadsOf(page, async () => {
      const response = await way(page)
      statuses[name] = response.status()
      guards[name] = securityHeadersIn(await response.allHeaders())
    })
    for (const [target, load] of Object.entries(loads)) things[target] = { ...load, reason: reasonFor(target) }
    pages[name] = sorted(Object.fromEntries(Object.entries(loads).map(([target, { kind }]) => [target, kind])))
  }
  expect(Object.keys(things).filter((target) => reasonFor(target) === 'unknown')).toEqual([])
  const inventory = { headers: await headersOf(pictures[0]!), statuses, things: sorted(things), pages }
  tally('what pages load', { pages: Object.keys(ways).length, things: Object.keys(things).length, unknown: 0 })
  await expect(`${JSON.stringify(inventory, null, 2)}\n`).toMatchFileSnapshot(file)
  for (const [name, guarded] of Object.entries(guards)) expect(guarded, name).toEqual(inventory.headers)
})

/** Foreign content that an intruder or a mistake could add to a page. */
const planted: Readonly<Record<string, string>> = {
  'a script of our own origin': '<script src="/assets/extra.js"></script>',
  'a script in the page': '<script>fetch("/")</script>',
  'a script of a stranger': '<script src="https://evil.example/skim.js"></script>',
  'a picture of a stranger': '<img src="https://evil.example/pixel.gif" alt="">',
  'a frame': '<iframe src="/"></iframe>',
  'a style sheet': '<link rel="stylesheet" href="/assets/extra.css">',
  'a style in the page': '<style>.amount { display: none }</style>',
  'a refresh': '<meta http-equiv="refresh" content="600;url=https://evil.example/">',
}

story('each planted addition to a page is reported', async ({ browser }) => {
  const inventory = await known()
  const { name, url } = pictures[0]!
  const found: string[] = []
  for (const [what, html] of Object.entries(planted)) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.clock.install()
    await page.route(/extra|evil\.example/, (route) => route.fulfill({ status: 200, body: '' }))
    await page.route(url, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replace('</main>', `</main>${html}`) })
    })
    if (unknownLoads(inventory, name, await loadsOf(page, () => page.goto(url))).length > 0) found.push(what)
    await context.close()
  }
  expect(found).toEqual(Object.keys(planted))
  const page = await (await browser.newContext()).newPage()
  await page.clock.install()
  await page.route('**/assets/pay-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()};fetch('/skim')` })
  })
  expect(unknownLoads(inventory, name, await loadsOf(page, () => page.goto(url)))).not.toEqual([])
  await page.context().close()
  tally('things planted in a page', { planted: Object.keys(planted).length + 1, found: found.length + 1 })
})

/** Everything by which a request reveals a link to a third party. */
function linkLeaks(token: string, request: { url: string; headers: Record<string, string> }): string[] {
  const { url, headers } = request
  const isOwn = url.startsWith(`${world.app}/i/${token}`)
  // A cookie knows no port, and so goes to the local world's other servers too.
  const isOurs = new URL(url).hostname === new URL(world.app).hostname
  return [
    ...(url.includes(token) && !isOwn ? [`the address ${url}`] : []),
    ...(headers.referer === undefined ? [] : [`a referrer to ${url}`]),
    ...Object.entries(headers).flatMap(([name, value]) =>
      value.includes(token) && !(name === 'cookie' && isOurs) ? [`${name} to ${url}`] : [],
    ),
  ]
}

/** What a browser stores of a page beyond the tab that shows it. */
const keptBy = (page: Page) =>
  page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await caches.keys()),
    ...(await indexedDB.databases()).map(({ name }) => name ?? ''),
    ...document.cookie.split(';').filter(Boolean),
  ])

story('a link appears in no other URL, no referrer and no cache', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await context.route(/^https:\/\//, (route) => route.fulfill({ status: 200, body: 'somewhere else' }))
  let token = 'none'
  const leaks: string[] = []
  const counts = { pages: 0, requests: 0, answers: 0, strangers: 0 }
  context.on('request', async (request) => {
    counts.requests += 1
    if (!request.url().startsWith(world.app)) counts.strangers += 1
    leaks.push(...linkLeaks(token, { url: request.url(), headers: request.headers() }))
  })
  context.on('response', (response) => {
    counts.answers += 1
    const headers = response.headers()
    if (!response.url().startsWith(`${world.app}/i/`)) return
    const silent = {
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    }
    for (const [name, value] of Object.entries(silent))
      if (headers[name] !== value) leaks.push(`${targetOf(response.url())}: ${name} is ${headers[name]}`)
  })
  for (const { url } of pictures) {
    token = tokenOf(url) ?? 'none'
    const response = await page.goto(url)
    if (response?.ok() && page.url().includes(token)) leaks.push(`${targetOf(url)} stays in the address bar`)
    leaks.push(...(await keptBy(page)).map((name) => `${targetOf(url)} keeps ${name}`))
    const links = await page
      .locator('[href], [src], [action]')
      .evaluateAll((all) =>
        all.map((one) => ['href', 'src', 'action'].map((name) => one.getAttribute(name) ?? '').join('')),
      )
    const isOwn = (link: string) => link.startsWith(`/i/${token}`)
    leaks.push(...links.filter((link) => link.includes(token) && !isOwn(link)))
    counts.pages += 1
  }
  const url = urlOf('open')
  token = tokenOf(url)!
  const away = () => page.waitForURL((now) => !now.href.startsWith(world.app))
  await page.goto(url)
  await Promise.all([away(), page.locator('.contact a[href^="https:"]').click()])
  await page.goto(url)
  await Promise.all([away(), page.getByRole('button', { name: /^Pay / }).click()])
  expect(await page.evaluate(() => document.referrer)).toBe('')
  const cookies = await context.cookies(world.app)
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies)
    expect(cookie).toMatchObject({ name: expect.stringMatching(/^link-in_/), httpOnly: true, sameSite: 'Lax' })
  await context.close()
  expect(leaks).toEqual([])
  expect(counts.strangers).toBeGreaterThanOrEqual(2)
  tally('links that are looked for where they should not be', { ...counts, found: 0 })
})

story('every response behind a link forbids caching and sharing', async () => {
  const url = urlOf('open')
  const path = pathOf({ hosted_invoice_url: url })
  const ours = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const requests = [
    ...['GET', 'HEAD'].flatMap((method) =>
      [
        '',
        '/',
        '/panel',
        '/invoice.pdf',
        '/cii.xml',
        '/payments',
        '/views',
        '/payments/inpay_1/return',
        '/payments/inpay_1/receipt.pdf',
        '?after=inpay_1',
        '/nothing',
      ].map((rest) => ({ path: path + rest, method, headers: {} })),
    ),
    ...[ours, { ...ours, 'sec-fetch-site': 'cross-site' }, { ...ours, 'hx-request': 'true' }].flatMap((headers) =>
      ['', '/payments', '/views'].map((rest) => ({ path: path + rest, method: 'POST', headers })),
    ),
    { path: `${path.slice(0, -4)}AAAA`, method: 'GET', headers: {} },
    { path: `${path}/payments`, method: 'DELETE', headers: {} },
  ]
  const statuses = new Set<number>()
  for (const { path, method, headers } of requests) {
    const reply = await send(path, {
      method,
      headers,
      body: method === 'POST' ? 'method=checkout&amount=1' : undefined,
    })
    statuses.add(reply.status)
    expect(reply.headers, `${method} ${targetOf(world.app + path)}`).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
    expect(reply.headers['set-cookie']).toBeUndefined()
    const { location } = reply.headers
    if (location) expect(location.startsWith('/i/') || !location.includes(tokenOf(url)!)).toBe(true)
  }
  tally('answers behind a link', { requests: requests.length, statuses: statuses.size, cacheable: 0 })
})
