import type { Ok } from '../core/result.ts'

/** Why an invoice has no e-invoice. `param` names the field that is missing or cannot be expressed. */
export type EInvoiceRefusal = {
  readonly code:
    | 'e_invoice_field_missing'
    | 'e_invoice_country_unknown'
    | 'e_invoice_currency_unsupported'
    | 'e_invoice_tax_not_vat'
    | 'e_invoice_tax_rate_too_low'
    | 'e_invoice_taxes_combined'
    | 'e_invoice_tax_rounding'
  readonly param: string
}

export type EInvoiceResult<T> = Ok<T> | { readonly ok: false; readonly refusal: EInvoiceRefusal }

export const refuseEInvoice = (code: EInvoiceRefusal['code'], param: string): EInvoiceResult<never> => ({
  ok: false,
  refusal: { code, param },
})

export const missing = (param: string): EInvoiceResult<never> => refuseEInvoice('e_invoice_field_missing', param)
