import { ok, type Result, refuse } from '../result.ts'
import { type Ratio, ratio } from './ratio.ts'

/** An exact decimal: `units` times ten to the power of minus `scale`. */
export type Decimal = { readonly units: bigint; readonly scale: number }

type DecimalRule = {
  /** The maximum number of digits after the point; 12 by default. */
  readonly scale?: number
  /** Whether a minus sign is allowed; no by default. */
  readonly signed?: boolean
}

const largestScale = 12

/** Reads `'0.001'`. Refuses `decimal_invalid` for anything but plain digits: at most 15 before the point, no leading zeros. */
export function parseDecimal(
  text: string,
  { scale = largestScale, signed = false }: DecimalRule = {},
): Result<Decimal> {
  const match = /^(-?)(0|[1-9]\d{0,14})(?:\.(\d{1,12}))?$/.exec(text)
  if (!match) return refuse('decimal_invalid')
  const [, sign, whole, fraction = ''] = match
  if (fraction.length > scale || (sign && !signed)) return refuse('decimal_invalid')
  const size = BigInt(`${whole}${fraction}`)
  return ok({ units: sign ? -size : size, scale: fraction.length })
}

/** The shortest string of a decimal: no trailing zeros, no minus before zero. */
export function printDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

/** The same value as a fraction. */
export const toRatio = ({ units, scale }: Decimal): Ratio => ratio(units, 10n ** BigInt(scale))
