import { apiCalls } from '../world/api-calls.ts'

/** Every kind of caller by its credentials. `this` is the account or the invoice that the request is about. */
export const callers = [
  'no credentials',
  'link of this invoice',
  'link of another invoice',
  'link of another account',
  'link of a live account',
  'revoked link',
  'key of this account',
  'key of another account',
  'key of a live account',
  'revoked key',
  'key in live form',
  'key of the wrong mode',
  'provider',
  'provider of another account',
  'browser that asked for a code',
  'portal session of this customer',
  'portal session of another customer',
  'portal session of another account',
  'ended portal session',
] as const

export type Caller = (typeof callers)[number]

/**
 * What a caller gets: `served` is the route's full effect; `own` is a response about the caller's own objects that shows and changes
 * nothing of this account; `refused` causes not one write to the database.
 */
export type Cell = { readonly gets: 'served' | 'own' | 'refused'; readonly status: number }
export type Row = Readonly<Record<Caller, Cell>>

const served = (status: number): Cell => ({ gets: 'served', status })
const own = (status: number): Cell => ({ gets: 'own', status })
const refused = (status: number): Cell => ({ gets: 'refused', status })

const row = (others: Cell, cells: Partial<Row> = {}): Row =>
  Object.fromEntries(callers.map((caller) => [caller, cells[caller] ?? others])) as Row

const everybody = row(served(200))

/** A page behind a link: the cells of its own link, of links to other invoices, and of every other caller. */
const link = (ours: Cell, others: Cell, rest: Cell, live = others): Row =>
  row(rest, {
    'link of this invoice': ours,
    'link of another invoice': others,
    'link of another account': others,
    'link of a live account': live,
  })

/** A page of the portal: the cells of its customer, of another customer of the merchant, and of every other caller. */
const portal = (ours: Cell, others: Cell): Row =>
  row(refused(303), {
    'portal session of this customer': ours,
    'portal session of another customer': others,
  })

const asked = (status: number, others: Cell): Row => row(others, { 'browser that asked for a code': served(status) })

/** An API route: valid keys of other accounts reach only their own account; every other caller gets a 401. */
const key = (others: Cell, live = others): Row =>
  row(refused(401), {
    'key of this account': served(200),
    'key of another account': others,
    'key of a live account': live,
  })

/** For another account's key: an id in the path is not found, an id in a parameter is invalid, a list shows the caller's own. */
const inPath = key(refused(404))
const inParameter = key(refused(400))
const withinAccount = key(own(200))

/** What each caller gets at the pages behind a link, at webhooks and at what is open to everybody. */
const pages: Readonly<Record<string, Row>> = {
  'GET /': everybody,
  'GET /logos/:accountId/:hash': everybody,
  'GET /verify': everybody,
  // Whoever holds the document has its code.
  'GET /verify/:code': everybody,

  'GET /i/:token': link(served(200), own(200), refused(404)),
  'GET /i/:token/panel': link(served(200), own(200), refused(303)),
  'GET /i/:token/invoice.pdf': link(served(200), own(200), refused(404)),
  'GET /i/:token/cii.xml': link(served(200), refused(404), refused(404)),
  'GET /i/:token/ubl.xml': link(served(200), refused(404), refused(404)),
  'GET /i/:token/xrechnung.xml': link(served(200), refused(404), refused(404)),
  // The live account of these tests has no payment provider, and says so.
  'POST /i/:token/payments': link(served(303), own(303), refused(303), own(409)),
  'GET /i/:token/payments/:paymentId/return': link(served(303), refused(303), refused(303)),
  'GET /i/:token/payments/:paymentId/receipt.pdf': link(served(200), refused(404), refused(404)),
  'POST /i/:token/views': link(served(204), own(204), refused(204)),
  'POST /i/:token': link(served(200), own(200), refused(200)),

  'GET /portal': everybody,
  'POST /portal': row(own(303)),
  // The same page for everybody, but without a form in other browsers.
  'GET /portal/:signIn': asked(200, own(200)),
  'POST /portal/:signIn': asked(303, refused(400)),
  'GET /portal/:signIn/customer': asked(200, refused(303)),
  'POST /portal/:signIn/customer': asked(303, refused(303)),
  'GET /p/:account/login': everybody,
  // Whoever asks gets the same, and it concerns nobody but the address.
  'POST /p/:account/login': row(own(303)),
  'GET /p/:account/login/:signIn': everybody,
  'POST /p/:account/login/:signIn': asked(303, refused(400)),
  'GET /p/:account/login/:signIn/customer': asked(200, refused(303)),
  'POST /p/:account/login/:signIn/customer': asked(303, refused(303)),
  // Whoever has the link has the session.
  'GET /p/:account/session/:secret': row(served(303)),
  'GET /p/:account': portal(served(200), own(200)),
  'GET /p/:account/confirmation': portal(served(200), refused(303)),
  'GET /p/:account/invoices': portal(served(200), own(200)),
  'GET /p/:account/invoices/:invoice': portal(served(303), refused(404)),
  'GET /p/:account/pay': portal(served(200), own(200)),
  // An invoice of somebody else is none; the payer is shown what there is to pay.
  'POST /p/:account/payments': portal(served(303), own(409)),
  'GET /p/:account/payments/return': portal(served(303), own(303)),
  'GET /p/:account/details': portal(served(200), own(200)),
  'POST /p/:account/details': portal(served(303), own(303)),
  'GET /p/:account/questions': portal(served(200), own(200)),
  'POST /p/:account/questions': portal(served(303), own(409)),
  'POST /p/:account/purchase-order': portal(served(303), own(409)),
  'POST /p/:account/promises': portal(served(303), own(409)),
  'GET /p/:account/correction': portal(served(200), refused(404)),
  'POST /p/:account/correction': portal(served(303), refused(404)),
  'GET /p/:account/contacts': portal(served(200), own(200)),
  'POST /p/:account/contacts': portal(served(303), own(303)),
  'GET /p/:account/methods': portal(served(200), own(200)),
  'POST /p/:account/methods': portal(served(303), own(303)),
  'POST /p/:account/automatic-payment': portal(served(303), own(303)),
  'GET /p/:account/methods/setups/:setup/return': portal(served(303), own(303)),
  'POST /p/:account/methods/:method/default': portal(served(303), own(409)),
  'GET /p/:account/methods/:method/removal': portal(served(200), refused(404)),
  // What is not there needs no removal.
  'POST /p/:account/methods/:method/removal': portal(served(303), own(303)),
  'GET /p/:account/statement': portal(served(200), own(200)),
  'GET /p/:account/statement.pdf': portal(served(200), refused(404)),
  'GET /p/:account/statement.csv': portal(served(200), own(200)),
  'GET /p/:account/years/:year/invoices.csv': portal(served(200), own(200)),
  'GET /p/:account/years/:year/documents.zip': portal(served(200), refused(404)),
  'GET /p/:account/passkeys/options': portal(served(200), own(200)),
  // An answer to the challenge of another session is refused.
  'POST /p/:account/passkeys': portal(served(303), own(303)),
  'POST /p/:account/passkeys/:passkey/removal': portal(served(303), own(303)),
  'GET /p/:account/passkeys/challenge': everybody,
  'POST /p/:account/passkeys/sign-in': asked(303, refused(400)),
  'GET /p/:account/data': portal(served(200), own(200)),
  'GET /p/:account/data.zip': portal(served(200), own(200)),
  'POST /p/:account/erasure-request': portal(served(303), own(303)),
  'POST /p/:account/erasure-request/withdrawal': portal(served(303), own(303)),
  'GET /p/:account/sessions': portal(served(200), own(200)),
  'POST /p/:account/sessions/:session/end': portal(served(303), own(303)),

  'GET /p/:account/links': portal(served(200), own(200)),
  'POST /p/:account/invoices/:invoice/links/:link/revocation': portal(served(303), refused(404)),

  'POST /hooks/stripe/:accountId': row(refused(400), { provider: served(200) }),
}

const apiRows = Object.entries(apiCalls).map(([route, { foreign }]): [string, Row] => {
  if (foreign === 400) return [route, inParameter]
  return [route, route.includes(':') ? inPath : withinAccount]
})

/** What each caller gets at each route. A route without a line here, or a line without a route, fails a test. */
export const matrix: Readonly<Record<string, Row>> = {
  ...pages,
  ...Object.fromEntries(apiRows),
  'POST /v1/payment_methods/:id/attach': key(refused(400), refused(503)),
}

/** Middleware in the route table: request setup, and the API's key check with its own 404. */
const middleware: readonly string[] = ['ALL /*', 'ALL /v1/*']

/** Routes without a line, and lines without a route. */
export function gaps(routes: readonly string[], lines: readonly string[] = Object.keys(matrix)): string[] {
  const known = new Set([...lines, ...middleware])
  const there = new Set(routes)
  return [
    ...routes.filter((route) => !known.has(route)).map((route) => `no line for ${route}`),
    ...[...known].filter((line) => !there.has(line)).map((line) => `no route for ${line}`),
  ]
}
