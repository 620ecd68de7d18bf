import type { Merchant } from './merchant.ts'
import { payAtCheckout, pressPay } from './pressing.ts'
import type { Town } from './town.ts'

const declined = { number: '4000000000000002' }
const debit = { method: 'sepa_debit', iban: 'AT611904300234573201', sepa_debit_name: 'Jonas Wieland' }

/** Asks one of the sandbox provider's controls. */
async function control({ urls }: Town, path: string, asked: object = {}): Promise<{ id: string }> {
  const answer = await fetch(`${urls.sandbox}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(asked) })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}

/**
 * An invoice is paid at the checkout by somebody who does not come back, so that only messages tell of it. By its number it was
 * first declined, or paid by a debit that takes days; or some of it is sent back, or disputed, and won.
 */
export async function happen(town: Town, merchant: Merchant, customer: { id: string }, number: number): Promise<void> {
  const invoice = await merchant.bill(customer, { amountMinor: 5_000 + number })
  const { way } = await pressPay(invoice)
  if (number % 10 === 9) await payAtCheckout(way!, declined)
  const isDebit = number % 7 === 3
  if ((await payAtCheckout(way!, isDebit ? debit : {})) === null) throw new Error(`${way} was not paid.`)
  const paid = merchant.truth().payments.find(({ metadata }) => metadata.remit_invoice === invoice.id)!
  if (isDebit) await control(town, `payments/${paid.id}/settle`)
  if (number % 6 === 0) await control(town, `payments/${paid.id}/refund`, { amount: 1_200 })
  if (number % 8 !== 1) return
  const dispute = await control(town, 'disputes', { payment: paid.id })
  if (number % 16 === 1 && !isDebit) await control(town, `disputes/${dispute.id}/win`)
}
