import { currencies } from '../tables/currencies.ts'

/** Formats an amount for people. */
export function money(amountMinor: number | null, currency: string | null): string {
  if (amountMinor === null || currency === null) return ''
  const { decimals = 2, stepMinor = 1 } = currencies.get(currency) ?? {}
  const shown = stepMinor === 100 ? 0 : decimals
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(amountMinor / 10 ** decimals)
}

/** Parses a typed amount into minor units; null where it is invalid or has too many decimals. */
export function minorFrom(typed: string, currency: string): number | null {
  const { decimals = 2 } = currencies.get(currency) ?? {}
  const [, whole, fraction = ''] = /^\s*(\d{1,12})(?:[.,](\d{1,3}))?\s*$/.exec(typed) ?? []
  if (whole === undefined || fraction.length > decimals) return null
  return Number(whole + fraction.padEnd(decimals, '0'))
}

/** Formats a time (ms since 1970) for people, in UTC. */
export const instant = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
