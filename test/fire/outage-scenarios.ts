import type { HttpFault } from '../../dev/fault-proxy.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'
import type { Environment } from './environment.ts'
import { type Received, receive } from './graceful-503.ts'
import type { Issued, Merchant } from './merchant.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
const english = { 'accept-language': 'en-GB' }
const longestMs = 12_000

/** Loads a page. */
export const getPage = (url: string): Promise<Received | null> => receive(() => fetch(url, { headers: english }))

/** Requests a fresh link on an invoice's page. */
export const requestFreshLink = ({ hosted_invoice_url }: Issued): Promise<Received | null> =>
  receive(() => fetch(hosted_invoice_url, { method: 'POST', headers: { ...form, ...english } }))

/** Presses "pay", with a saved method or for the provider's checkout. */
const pressPay = ({ hosted_invoice_url, amount_remaining }: Issued, by: string): Promise<Received | null> => {
  const body = `method=${by}&amount=${amount_remaining}`
  const headers = { ...form, ...english }
  return receive(() => fetch(`${hosted_invoice_url}/payments`, { method: 'POST', redirect: 'manual', headers, body }))
}

/** Fires cron as the platform does, which waits for no queue. */
export const fireCron = ({ app, clock }: Environment): Promise<Received | null> =>
  receive(() => fetch(`${app}/cdn-cgi/local/scheduled?cron=${encodeURIComponent('* * * * *')}&time=${clock.now()}`))

/** Pauses or resumes the provider's webhooks. */
export const controlWebhooks = ({ urls }: Environment, { providerAccount }: Merchant, command: 'pause' | 'resume') =>
  fetch(`${urls.sandbox}/_sandbox/webhooks/${command}`, {
    method: 'POST',
    body: JSON.stringify({ account: providerAccount }),
  })

export type Row = { readonly status: string }

export const paymentsOf = async ({ rows }: Merchant, { id }: Issued): Promise<string[]> =>
  (await rows<Row>('SELECT status FROM payments WHERE invoice_id = ?', id)).map(({ status }) => status)

export type UnpaidInvoices = {
  readonly kinds: readonly HttpFault[]
  /** To be paid with one click, at the checkout by a customer the provider knows, and by one it does not. */
  readonly byClick: Issued
  readonly atCheckout: Issued
  readonly byNewCustomer: Issued
  readonly method: string
}

/** Three unpaid invoices of three customers. */
export async function threeUnpaidInvoices(merchant: Merchant, kinds: readonly HttpFault[]): Promise<UnpaidInvoices> {
  const [saved, other, unknown] = await Promise.all([merchant.customer(), merchant.customer(), merchant.customer()])
  const [method] = await Promise.all([merchant.keepMethod(saved), merchant.keepMethod(other)])
  const [byClick, atCheckout, byNewCustomer] = await Promise.all([
    merchant.bill(saved),
    merchant.bill(other),
    merchant.bill(unknown),
  ])
  return { kinds, byClick, atCheckout, byNewCustomer, method }
}

/** Presses "pay" while the provider is unavailable, loads the page, and presses again: one sentence per unexpected response. */
export async function payDuringOutage(env: Environment, merchant: Merchant, unpaid: UnpaidInvoices): Promise<string[]> {
  const { kinds, byClick, atCheckout, byNewCustomer, method } = unpaid
  const { pay, refusal } = wordsFor({ language: 'en' }, 'pay')
  const violations: string[] = []
  const expected = (what: string, received: Received | null, status: number, says = '') => {
    if (received?.status === status && received.ms < longestMs && received.body.includes(says)) return
    violations.push(
      `${what} while ${kinds.join(' and ')}: ${received?.status} after ${Math.round(received?.ms ?? 0)} ms`,
    )
  }
  const pressTwice = async (invoice: Issued, by: string) => {
    expected('the page', await getPage(invoice.hosted_invoice_url), 200)
    const pressed = await pressPay(invoice, by)
    expected('pay', pressed, 303)
    const location = new URL(pressed?.headers.get('location') ?? '/', env.app)
    expected('the page after it', await getPage(location.href), 200, pay.checkingTitle)
    expected('pay again', await pressPay(invoice, by), 409, refusal.in_progress.what)
    const attempts = await paymentsOf(merchant, invoice)
    if (attempts.join() !== 'unknown') violations.push(`attempts while ${kinds.join(' and ')}: ${attempts}`)
  }
  const pressForTheFirstTime = async () => {
    expected(
      'pay for the first time',
      await pressPay(byNewCustomer, 'checkout'),
      409,
      refusal.provider_unavailable.next,
    )
    if ((await paymentsOf(merchant, byNewCustomer)).length > 0)
      violations.push('a payment was started that the provider does not know')
  }
  await Promise.all([pressTwice(byClick, method), pressTwice(atCheckout, 'checkout'), pressForTheFirstTime()])
  return violations
}
