import type { EInvoiceFormat } from '../documents/stored-document.ts'

/** Which e-invoices a merchant's invoices have, and what these say besides the invoice; frozen when an invoice is finalized. */
export type EInvoiceSettings = {
  /** With `xrechnung`, there is an XRechnung besides the e-invoices of EN 16931. */
  readonly profile: 'en16931' | 'xrechnung'
  /** Only goods are exported or supplied within the union; the same sale of services is taxed otherwise. */
  readonly supplies: 'goods' | 'services'
  /** Why tax is not charged where neither reverse charge nor a border is the reason. */
  readonly exemption: string | null
}

export const formatsOf = ({ profile }: EInvoiceSettings): readonly EInvoiceFormat[] =>
  profile === 'xrechnung' ? ['cii', 'ubl', 'xrechnung'] : ['cii', 'ubl']
