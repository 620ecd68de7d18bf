import { inject } from 'vitest'
import { createCustomer } from '../../src/actions/customers/create-customer.ts'
import { createInvoiceItem } from '../../src/actions/invoice-items/create-invoice-item.ts'
import { createInvoice } from '../../src/actions/invoices/create-invoice.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { attachMethod } from '../../src/actions/payments/attach-method.ts'
import { payInvoice } from '../../src/actions/payments/pay-invoice.ts'
import { type UnitOfWork, unitOfWork } from '../../src/actions/unit-of-work.ts'
import { type Caller, scopesOf, wholeAccount } from '../../src/core/access/caller.ts'
import type { CustomerInput } from '../../src/core/customers/details.ts'
import { amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import type { InvoiceInput } from '../../src/core/invoices/content.ts'
import type { Invoice, IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import type { Currency } from '../../src/core/money/currencies.ts'
import type { Result } from '../../src/core/result.ts'
import { serverClock } from '../../src/db/clock.ts'
import { invoicesOf } from '../../src/db/repositories/invoices.ts'
import { type Deps, makeDeps } from '../../src/deps.ts'
import { readSettings } from '../../src/env.ts'
import { jobCaller } from '../../src/jobs/caller.ts'
import { emptyDirectoryCache } from '../../src/runtime.ts'
import { bindings, environment } from './environment.ts'
import { realFetch } from './fetch-log.ts'

export const merchants = {
  acct_kranwerk: { currency: 'eur', providerAccount: 'acct_sandboxkranwerk' },
  acct_harborpine: { currency: 'usd', providerAccount: 'acct_sandboxharborpine' },
} as const
export type MerchantId = keyof typeof merchants

/** The value of a result that must be a success. Throws the refusal otherwise. */
export function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

export const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.refusal.code)

// biome-ignore lint/suspicious/noExplicitAny: the test states the fields that it expects
export async function control(request: string, params: Record<string, unknown> = {}): Promise<any> {
  const [method = 'GET', path = ''] = request.split(' ')
  const url = new URL(`/_sandbox/${path}`, bindings.SANDBOX_URL)
  if (method === 'GET') for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value))
  const answer = await realFetch(url, { method, ...(method === 'POST' && { body: JSON.stringify(params) }) })
  if (!answer.ok) throw new Error(`${request}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

let aheadMs = 0

/** The clock of the test and of the provider. It only moves forward. */
export const clock = {
  now: () => Date.now() + aheadMs,
  /** The same as SQL. */
  inDatabase: () => `${serverClock} + ${aheadMs}`,
  /** Reads the provider's time; each test file begins with it. */
  async read() {
    aheadMs = (await control('GET clock')).offsetMs
  },
  async advance(ms: number) {
    await control('POST clock', { advance: ms, stepMs: Math.max(1, ms) })
    await clock.read()
  },
}

const directoryCache = emptyDirectoryCache()

/**
 * New dependencies for one request, as the Worker makes them. The Worker's own clock may be wrong by `skewMs`.
 */
export const newDeps = (queue?: Queue<unknown>, skewMs = 0): Deps =>
  startingWithData(
    makeDeps(
      readSettings({ ...bindings, ...(queue && { JOBS: queue }) }),
      {
        now: () => clock.now() + skewMs,
        databaseClock: clock.inDatabase(),
        providerUrl: bindings.SANDBOX_URL,
        directoryCache,
      },
      'req_story',
    ),
  )

/** Tests call actions without a request that names an account, so the merchants' database is preset. */
function startingWithData(deps: Deps): Deps {
  if (!inject('isMoved')) return deps
  const data = deps.directory.of('acct_kranwerk')
  return new Proxy(deps, {
    get: (_, name) => (name === 'db' && deps.db === deps.directory.home ? data : Reflect.get(deps, name)),
  })
}

export const merchantCaller = (accountId: string): Caller => ({
  accountId,
  actor: { kind: 'api_key', id: 'key_story' },
  scopes: scopesOf.api_key,
  reach: wholeAccount,
})

export const linkUnit = (accountId: string, invoiceId: string): UnitOfWork =>
  unitOfWork({
    ...merchantCaller(accountId),
    actor: { kind: 'link', id: 'lnk_story' },
    scopes: scopesOf.link,
    reach: { kind: 'invoice', invoiceId },
  })

export const operatorUnit = (accountId: string): UnitOfWork =>
  unitOfWork({
    ...merchantCaller(accountId),
    actor: { kind: 'operator', id: 'story' },
    scopes: scopesOf.operator,
  })

export const worker = (accountId: string) => unitOfWork(jobCaller(accountId, 'story'))

/** A merchant with shortcuts for all that the tests need. Each call has its own dependencies, as a request has. */
export function merchant(id: MerchantId, currency: Currency = merchants[id].currency) {
  const caller = merchantCaller(id)
  const { providerAccount } = merchants[id]
  const self = {
    id,
    /** A new unit of work of this merchant at each access. */
    get unit() {
      return unitOfWork(caller)
    },
    currency,
    providerAccount,

    customer: async (input: CustomerInput = {}) => {
      const deps = newDeps()
      const customerId = deps.newId('customer')
      const details = { name: 'Jonas Wieland Bau', email: 'jonas@wieland.example', ...input }
      return done(await createCustomer(deps, self.unit, { id: customerId, input: details }))
    },

    /** A customer with a saved card, `pm_card_visa` by default. */
    async customerWithCard(card = 'pm_card_visa', input: CustomerInput = {}) {
      const { id: customerId } = await self.customer(input)
      return done(await attachMethod(newDeps(), self.unit, { customerId, methodId: card })).customer
    },

    async draft(customerId: string, amountMinor = 11900, input: InvoiceInput = {}): Promise<Invoice> {
      const deps = newDeps()
      const [invoiceId, itemId] = [deps.newId('invoice'), deps.newId('invoiceitem')]
      const content = { collectionMethod: 'send_invoice' as const, ...input }
      const blank = { id: invoiceId, customerId, currency, withPendingItems: false, input: content } as const
      const created = done(await createInvoice(newDeps(), self.unit, blank))
      const item = { id: itemId, customerId, invoiceId, currency, input: { price: { amountMinor } } } as const
      done(await createInvoiceItem(newDeps(), self.unit, item))
      return created
    },

    async open(customerId: string, amountMinor = 11900, input: InvoiceInput = {}): Promise<IssuedInvoice> {
      const { id: invoiceId } = await self.draft(customerId, amountMinor, input)
      return done(await finalizeInvoice(newDeps(), self.unit, { invoiceId })) as IssuedInvoice
    },

    invoice: async (invoiceId: string) => (await invoicesOf(newDeps().db, id).find(invoiceId)) as IssuedInvoice,

    /** The customer presses "pay" on the page: the provider's checkout, or one click with a saved method. */
    pay: (
      invoice: IssuedInvoice,
      methodId: string | null = null,
      keepMethod = false,
      partMinor: number | null = null,
    ) =>
      payInvoice(newDeps(), linkUnit(id, invoice.id), {
        invoiceId: invoice.id,
        methodId,
        keepMethod,
        shownMinor: amountRemainingMinor(invoice),
        partMinor,
        link: { id: 'lnk_story', expiresAt: clock.now() + 86_400_000 },
        language: 'en',
      }),

    truth: () => control('GET truth', { account: providerAccount }),
    keys: () => control('GET keys', { account: providerAccount }),
  }
  return self
}

/** The customer fills in the provider's checkout page with a card. */
export async function payAtCheckout(url: string, card = '4242424242424242'): Promise<number> {
  const body = new URLSearchParams({
    method: 'card',
    number: card,
    expiry: '12/34',
    cvc: '123',
    email: 'jonas@wieland.example',
  })
  const answer = await realFetch(url, { method: 'POST', body, redirect: 'manual' })
  return answer.status
}

/** The customer chooses at the provider's checkout to transfer the money. */
export async function chooseTransfer(url: string): Promise<number> {
  const body = new URLSearchParams({ method: 'customer_balance', email: 'jonas@wieland.example' })
  return (await realFetch(url, { method: 'POST', body, redirect: 'manual' })).status
}

type PostedWebhook = { readonly url: string; readonly body: string; readonly signature: string }

/** The webhooks that the provider has sent since the last call. */
export async function postedWebhooks(): Promise<PostedWebhook[]> {
  await control('POST tick')
  return (await realFetch(environment.webhooksUrl)).json()
}
