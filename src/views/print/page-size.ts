import type { IssuedInvoice } from '../../core/invoices/invoice.ts'

export type PageSizeName = 'a4' | 'letter'

/** Where offices print on Letter: US-Letter in Unicode CLDR's `paperSize`, and the Dominican Republic. */
const letter = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE DO'.split(' '))

const sizeIn = (country: string): PageSizeName => (letter.has(country) ? 'letter' : 'a4')

/** The paper of who prints it: in the customer's country, or else the merchant's. */
export const pageSizeFor = ({ buyer, seller }: Pick<IssuedInvoice, 'buyer' | 'seller'>): PageSizeName =>
  sizeIn(buyer.address?.country ?? seller.country)
