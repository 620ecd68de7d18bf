import type { HttpFault } from '../../dev/fault-proxy.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'
import { type Heard, hear } from './calm.ts'
import type { Issued, Merchant } from './merchant.ts'
import type { Town } from './town.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
const english = { 'accept-language': 'en-GB' }
const longestMs = 12_000

/** What somebody sees who looks at a page. */
export const look = (url: string): Promise<Heard | null> => hear(() => fetch(url, { headers: english }))

/** What somebody hears who asks for a fresh link. */
export const askForLink = ({ hosted_invoice_url }: Issued): Promise<Heard | null> =>
  hear(() => fetch(hosted_invoice_url, { method: 'POST', headers: { ...form, ...english } }))

/** What somebody hears who presses "pay" by a kept method or for the provider's checkout. */
const press = ({ hosted_invoice_url, amount_remaining }: Issued, by: string): Promise<Heard | null> => {
  const body = `method=${by}&amount=${amount_remaining}`
  const headers = { ...form, ...english }
  return hear(() => fetch(`${hosted_invoice_url}/payments`, { method: 'POST', redirect: 'manual', headers, body }))
}

/** Fires cron as the platform does, which waits for no queue. */
export const fireCron = ({ app, clock }: Town): Promise<Heard | null> =>
  hear(() => fetch(`${app}/cdn-cgi/local/scheduled?cron=${encodeURIComponent('* * * * *')}&time=${clock.now()}`))

/** Lets the provider's messages wait at the provider, or go on. */
export const messagesOf = ({ urls }: Town, { providerAccount }: Merchant, deed: 'pause' | 'resume') =>
  fetch(`${urls.sandbox}/_sandbox/webhooks/${deed}`, {
    method: 'POST',
    body: JSON.stringify({ account: providerAccount }),
  })

export type Row = { readonly status: string }

export const paymentsOf = async ({ rows }: Merchant, { id }: Issued): Promise<string[]> =>
  (await rows<Row>('SELECT status FROM payments WHERE invoice_id = ?', id)).map(({ status }) => status)

export type Waiting = {
  readonly kinds: readonly HttpFault[]
  /** To be paid with one click, at the checkout by somebody the provider knows, and by somebody it does not. */
  readonly byClick: Issued
  readonly atCheckout: Issued
  readonly byNewcomer: Issued
  readonly method: string
}

/** Three invoices, and three people who are about to pay them. */
export async function threeToPay(merchant: Merchant, kinds: readonly HttpFault[]): Promise<Waiting> {
  const [one, other, fresh] = await Promise.all([merchant.customer(), merchant.customer(), merchant.customer()])
  const [method] = await Promise.all([merchant.keepMethod(one), merchant.keepMethod(other)])
  const [byClick, atCheckout, byNewcomer] = await Promise.all([
    merchant.bill(one),
    merchant.bill(other),
    merchant.bill(fresh),
  ])
  return { kinds, byClick, atCheckout, byNewcomer, method }
}

/** They press "pay" while the provider is away, look, and press again: one sentence for each answer that was not calm and clear. */
export async function pressInVain(town: Town, merchant: Merchant, waiting: Waiting): Promise<string[]> {
  const { kinds, byClick, atCheckout, byNewcomer, method } = waiting
  const { pay, refusal } = wordsFor({ tag: 'en-GB', language: 'en', direction: 'ltr' })
  const wrongs: string[] = []
  const expected = (what: string, heard: Heard | null, status: number, says = '') => {
    if (heard?.status === status && heard.ms < longestMs && heard.body.includes(says)) return
    wrongs.push(`${what} while ${kinds.join(' and ')}: ${heard?.status} after ${Math.round(heard?.ms ?? 0)} ms`)
  }
  const pressTwice = async (invoice: Issued, by: string) => {
    expected('the page', await look(invoice.hosted_invoice_url), 200)
    const pressed = await press(invoice, by)
    expected('pay', pressed, 303)
    const way = new URL(pressed?.headers.get('location') ?? '/', town.app)
    expected('the page after it', await look(way.href), 200, pay.checkingTitle)
    expected('pay again', await press(invoice, by), 409, refusal.in_progress.what)
    const attempts = await paymentsOf(merchant, invoice)
    if (attempts.join() !== 'unknown') wrongs.push(`attempts while ${kinds.join(' and ')}: ${attempts}`)
  }
  const pressForTheFirstTime = async () => {
    expected('pay for the first time', await press(byNewcomer, 'checkout'), 409, refusal.provider_unavailable.next)
    if ((await paymentsOf(merchant, byNewcomer)).length > 0)
      wrongs.push('a payment began that the provider cannot know')
  }
  await Promise.all([pressTwice(byClick, method), pressTwice(atCheckout, 'checkout'), pressForTheFirstTime()])
  return wrongs
}
