import type { InvoiceContent, InvoiceLine } from '../../../src/core/invoices/invoice.ts'
import { kranwerk, rates } from '../../world/cast.ts'
import { line } from '../../world/invoices.ts'

export const dayMs = 86_400_000

/** A line of Kranwerk's; `unitAmount` in cents. */
export const craneLine = (unitAmount: string, changes: Partial<InvoiceLine> = {}): InvoiceLine =>
  line('Turmdrehkran', '1', unitAmount, changes)

export const blank: InvoiceContent = {
  collectionMethod: 'send_invoice',
  terms: null,
  lines: [],
  discounts: [],
  defaultTaxRates: [rates.mwst],
  memo: null,
  footer: kranwerk.footer,
  customFields: [],
  metadata: {},
  autoAdvance: null,
  defaultPaymentMethod: null,
  paymentMethodTypes: null,
  statementDescriptor: null,
  returnUrl: null,
  numberOverride: null,
}

/** Four kinds of invoice: sent, charged automatically, with a total of zero, and with a negative total. */
export function contentOf(shape: number): InvoiceContent {
  switch (shape) {
    case 0:
      return { ...blank, lines: [craneLine('100000')] }
    case 1:
      return { ...blank, collectionMethod: 'charge_automatically', lines: [craneLine('33333'), craneLine('-333')] }
    case 2:
      return { ...blank, lines: [craneLine('0')] }
    default:
      return { ...blank, lines: [craneLine('1000'), craneLine('-50000')] }
  }
}
