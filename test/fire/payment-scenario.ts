import type { Environment } from './environment.ts'
import type { Merchant } from './merchant.ts'
import { payAtCheckout, pressPay } from './payer-requests.ts'

const declined = { number: '4000000000000002' }
const debit = { method: 'sepa_debit', iban: 'AT611904300234573201', sepa_debit_name: 'Jonas Wieland' }

/** Calls one of the sandbox provider's control endpoints. */
async function control({ urls }: Environment, path: string, params: object = {}): Promise<{ id: string }> {
  const answer = await fetch(`${urls.sandbox}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(params) })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}

/**
 * An invoice is paid at the checkout by a payer who does not return, so that only webhooks report it. Depending on `number` the
 * payment is first declined, a debit that takes days, partly refunded, or disputed and the dispute won.
 */
export async function runPaymentScenario(
  env: Environment,
  merchant: Merchant,
  customer: { id: string },
  number: number,
): Promise<void> {
  const invoice = await merchant.bill(customer, { amountMinor: 5_000 + number })
  const { location } = await pressPay(invoice)
  if (number % 10 === 9) await payAtCheckout(location!, declined)
  const isDebit = number % 7 === 3
  if ((await payAtCheckout(location!, isDebit ? debit : {})) === null) throw new Error(`${location} was not paid.`)
  const paid = merchant.truth().payments.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  if (isDebit) await control(env, `payments/${paid.id}/settle`)
  if (number % 6 === 0) await control(env, `payments/${paid.id}/refund`, { amount: 1_200 })
  if (number % 8 !== 1) return
  const dispute = await control(env, 'disputes', { payment: paid.id })
  if (number % 16 === 1 && !isDebit) await control(env, `disputes/${dispute.id}/win`)
}
