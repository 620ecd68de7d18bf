import type { Discount } from '../../core/invoices/lines.ts'
import type { I18n } from '../i18n.ts'

/** What a discount is called: its coupon's name, with the percentage where it is one. */
export function discountName({ name, percentOff }: Discount, i18n: I18n): string {
  const { words, percent } = i18n
  if (name && percentOff) return words.document.discountOf({ name: i18n.name(name), percent: percent(percentOff) })
  if (percentOff) return words.document.percentOff({ percent: percent(percentOff) })
  return name ? i18n.name(name) : words.document.discount
}
