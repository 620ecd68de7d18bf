import type { Account } from '../../core/accounts/account.ts'
import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { formatFigure } from '../../core/money/format.ts'
import { readAmount } from '../../core/money/read-amount.ts'
import { chargeableMinor } from '../../core/payments/chargeable.ts'
import type { Offers } from '../../core/payments/offers.ts'
import { offeredParts, partIn } from '../../core/payments/part.ts'
import { ok } from '../../core/result.ts'
import type { AskedPart } from '../../views/pay/part-form.tsx'
import type { Reader } from '../../views/reader.ts'

type Context = {
  readonly account: Account
  readonly invoice: IssuedInvoice
  readonly offers: Offers
  readonly reader: Reader
}

/** What a payer typed, or what they chose before in minor units, as a part of what can be paid now; null where it is all of that. */
export function askedPart(asked: string | number, context: Context): AskedPart | null {
  const { account, invoice, offers, reader } = context
  const { currency } = invoice
  const locale = reader.locale.format
  const read = typeof asked === 'number' ? ok(asked) : readAmount(asked, currency, locale)
  if (read.ok && read.value === chargeableMinor(amountRemainingMinor(invoice), currency)) return null
  // What is no amount is in no range.
  const fit = partIn(offeredParts(account, invoice, offers), read.ok ? read.value : Number.NaN)
  return {
    typed:
      typeof asked === 'number' ? formatFigure({ amountMinor: asked, currency }, locale) : asked.slice(0, mostTyped),
    amountMinor: read.ok ? read.value : null,
    refusal: fit.ok ? null : fit.refusal.code,
  }
}

const mostTyped = 40
