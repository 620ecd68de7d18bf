import { isTimeZone } from '../../../core/calendar/zone.ts'
import { oneLine } from '../../../core/one-line.ts'
import { type Address, blankAddress } from '../../../core/parties.ts'
import { ok, type Result, refuse } from '../../../core/result.ts'
import { boolean, emptyable, list, nested, prose, text } from '../../../http/params/kinds.ts'
import { innerParams, type Kind, required } from '../../../http/params/table.ts'
import type { Wire } from '../../../http/wire/wire.ts'
import { mailAddress } from '../../../mail-address.ts'

/** Parameters that several objects have. */
const line = emptyable(text(500))

const addressTable = {
  city: line,
  country: emptyable(text(2, { pattern: /^[A-Z]{2}$/, reason: 'it must be a two-letter country code, as in DE' })),
  line1: line,
  line2: line,
  postal_code: emptyable(text(40)),
  state: line,
}

/** The parts of an address that were sent; the others stay as they are. */
export const addressParts = mapped(nested(addressTable), (given): Partial<Address> => {
  const { postal_code: postalCode, ...rest } = given
  const parts = { ...rest, ...('postal_code' in given && { postalCode }) }
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
})

/** A whole address: what was not sent is empty. */
const address = mapped(addressParts, (parts): Address => ({ ...blankAddress, ...parts }))

export const shipping = mapped(
  nested({
    address: required(address),
    name: required(text(500)),
    phone: emptyable(text(40)),
  }),
  ({ address, name, phone }) => ({ address, name, phone: phone ?? null }),
)

/** At most four, printed at the top of an invoice. */
export const customFields = list(nested({ name: required(text(40)), value: required(text(140)) }), 4)

export const discounts = list(nested({ coupon: text(200), discount: text(200) }), 20)

export const email: Kind<string> = (value, param) => {
  const read = prose(512)(value, param)
  if (!read.ok) return read
  const address = mailAddress(read.value)
  return address === null ? refuse('email_invalid', { param, values: { value: oneLine(read.value) } }) : ok(address)
}

export const timeZone: Kind<string> = (value, param) => {
  const read = text(64)(value, param)
  if (!read.ok || isTimeZone(read.value)) return read
  return refuse('parameter_invalid', { param, values: { reason: 'it must be an IANA time zone, as in Europe/Berlin' } })
}

export const locale = text(35, {
  pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  reason: 'it must be a language tag, as in de or pt-BR',
})

/** A URL to send a browser to: https, or http on the same machine. */
const url =
  (refusal: 'return_url_not_allowed' | 'url_invalid'): Kind<string> =>
  (value, param) => {
    const read = text(2000)(value, param)
    if (!read.ok) return read
    const url = URL.canParse(read.value) ? new URL(read.value) : null
    const isPlainLocal = url?.protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)
    if (url && !url.username && (url.protocol === 'https:' || isPlainLocal)) return ok(url.href)
    return refuse(refusal, { param })
  }

/** Where a customer is led back to; whether the merchant's settings allow its origin is checked later. */
export const returnUrl = url('return_url_not_allowed')

/** A page of the merchant's, wherever it is. */
export const webUrl = url('url_invalid')

/** A parameter that is always refused, with the reason. */
export const never =
  (reason: string): Kind<never> =>
  (_, param) =>
    refuse('parameter_invalid', { param, values: { reason } })

/** A boolean of which only one value is accepted. */
export const only =
  (served: boolean, reason: string): Kind<boolean> =>
  (value, param) => {
    const read = boolean(value, param)
    if (!read.ok || read.value === served) return read
    return refuse('parameter_invalid', { param, values: { reason } })
  }

/** A parameter of another type in what it is read as. */
export function mapped<T, U>(kind: Kind<T>, change: (value: T) => U): Kind<U> {
  const readMapped = (value: Wire, param: string): Result<U> => {
    const read = kind(value, param)
    return read.ok ? ok(change(read.value)) : read
  }
  return Object.assign(readMapped, innerParams(kind))
}
