import { currencies } from './currencies.ts'

type Fee = { readonly basisPoints: number; readonly fixedMajorCents: number; readonly capCents: number | null }

const fees: Readonly<Record<string, Fee>> = {
  card: { basisPoints: 150, fixedMajorCents: 25, capCents: null },
  sepa_debit: { basisPoints: 0, fixedMajorCents: 35, capCents: null },
  us_bank_account: { basisPoints: 80, fixedMajorCents: 0, capCents: 500 },
  bacs_debit: { basisPoints: 100, fixedMajorCents: 20, capCents: 400 },
  au_becs_debit: { basisPoints: 100, fixedMajorCents: 30, capCents: 350 },
  customer_balance: { basisPoints: 50, fixedMajorCents: 0, capCents: 500 },
}

const defaultFee: Fee = { basisPoints: 140, fixedMajorCents: 30, capCents: null }

/** The fee for taking a payment, in minor units of its own currency, rounded half up and never more than the payment. */
export function feeMinor(amountMinor: number, currency: string, methodType: string): number {
  const { basisPoints, fixedMajorCents, capCents } = fees[methodType] ?? defaultFee
  const share = (amountMinor * basisPoints + 5_000) / 10_000
  const fee = Math.floor(share) + inMinor(fixedMajorCents, currency)
  const capped = capCents === null ? fee : Math.min(fee, inMinor(capCents, currency))
  return Math.min(capped, amountMinor)
}

/** The fee that a dispute costs, in minor units. */
export const disputeFeeMinor = (currency: string): number => inMinor(1_500, currency)

/** Hundredths of a unit in the currency's own minor units. */
const inMinor = (cents: number, currency: string): number =>
  Math.round((cents * 10 ** (currencies.get(currency)?.decimals ?? 2)) / 100)
