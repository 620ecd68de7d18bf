import type { Discount } from '../../core/invoices/lines.ts'
import type { PageReader } from '../reader.ts'

/** What a discount is called: its coupon's name, with the percentage where it is one. */
export function discountName({ name, percentOff }: Discount, reader: PageReader): string {
  const { words, percent } = reader
  if (name && percentOff) return words.document.discountOf({ name: reader.name(name), percent: percent(percentOff) })
  if (percentOff) return words.document.percentOff({ percent: percent(percentOff) })
  return name ? reader.name(name) : words.document.discount
}
