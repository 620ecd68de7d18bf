import type { Account } from '../accounts/account.ts'
import { withCreditBack } from '../credit/credit-back.ts'
import type { Customer } from '../customers/customer.ts'
import { type Address, type Buyer, blankAddress, type TaxId } from '../parties.ts'
import { buyerOf, sellerOf } from '../parties-of.ts'
import { isUnderway } from '../payments/offers.ts'
import { record, replay } from '../recorded.ts'
import { amountPaidMinor } from './amounts.ts'
import { isAnswerOwed } from './ask.ts'
import { draft } from './draft.ts'
import { dueAtOf } from './due-date.ts'
import type { Created } from './events.ts'
import { evolve } from './evolve.ts'
import type { Draft, Invoice, InvoiceContent, IssuedInvoice } from './invoice.ts'
import { asIfIssued } from './issue.ts'
import { isPromised } from './promise-payment.ts'
import { revisedParts } from './revised-parts.ts'
import { type Copying, copiedContent } from './revision.ts'

/** How a customer gets an invoice with their present details: at once, by asking the merchant, or not. */
export type Correction =
  | { readonly kind: 'at_once' }
  | { readonly kind: 'asked'; readonly why: 'merchant' | 'paid' | 'tax' }
  | { readonly kind: 'none'; readonly why: 'on_its_way' | 'part_paid' | 'replaced' | 'unchanged' | 'void' }

/** What the customer sees of themselves on an invoice. */
const shown = {
  name: ({ name }: Buyer) => name,
  address: ({ address }: Buyer) => partsOf(address),
  taxIds: ({ taxIds }: Buyer) => numbersOf(taxIds),
  shipping: ({ shipping }: Buyer) => shipping && [shipping.name, ...partsOf(shipping.address)],
  reference: ({ reference }: Buyer) => reference ?? null,
}

export type BuyerDetail = keyof typeof shown

const partsOf = (address: Address | null) => {
  const { line1, line2, city, postalCode, state, country } = address ?? blankAddress
  return [line1, line2, city, postalCode, state, country]
}

/** What an invoice says of its customer that one would say otherwise that is issued now. */
export function outdatedDetails(buyer: Buyer, customer: Customer): BuyerDetail[] {
  const now = buyerOf(customer)
  return (Object.keys(shown) as BuyerDetail[]).filter(
    (detail) => JSON.stringify(shown[detail](buyer)) !== JSON.stringify(shown[detail](now)),
  )
}

/** How the customer gets this invoice with their present details; `now` in ms since 1970. */
export function correctionOf(invoice: IssuedInvoice, account: Account, customer: Customer, now: number): Correction {
  if (invoice.status === 'void') return { kind: 'none', why: invoice.replacedBy ? 'replaced' : 'void' }
  if (outdatedDetails(invoice.buyer, customer).length === 0) return { kind: 'none', why: 'unchanged' }
  if (invoice.status === 'paid') return { kind: 'asked', why: 'paid' }
  if (amountPaidMinor(invoice) > 0) return { kind: 'none', why: 'part_paid' }
  if (isUnderway(invoice)) return { kind: 'none', why: 'on_its_way' }
  if (!account.correctsDetailsAtOnce) return { kind: 'asked', why: 'merchant' }
  if (mayChangeTax(invoice, account, customer)) return { kind: 'asked', why: 'tax' }
  // What was agreed about it, and an e-invoice that was valid, would not go over to the corrected one.
  if (isPromised(invoice, now) || isAnswerOwed(invoice, now) || account.eInvoices)
    return { kind: 'asked', why: 'merchant' }
  return isAloneChanged(invoice, account, customer, now) ? { kind: 'at_once' } : { kind: 'asked', why: 'merchant' }
}

/** Countries in which taxes differ from state to state, and within a state from place to place. */
const taxedByPlace: ReadonlySet<string | null> = new Set(['BR', 'CA', 'IN', 'US'])

/** The postal codes of areas with other taxes than the rest of their country (Directive 2006/112/EC, article 6; Northern Ireland). */
const taxedApart: Readonly<Record<string, RegExp>> = {
  DE: /^(27498|78266)/,
  ES: /^(35|38|51|52)/,
  FI: /^22/,
  FR: /^(97|98)/,
  GB: /^BT/i,
  GR: /^63086/,
  IT: /^23041/,
  PT: /^9/,
}

/**
 * Whether the new details may change which taxes apply: another place of the customer or of the delivery, another exemption, or tax
 * numbers where taxes depend on them, as across a border or without tax.
 */
function mayChangeTax({ buyer, seller, taxExempt }: IssuedInvoice, account: Account, customer: Customer): boolean {
  if (placesOf(buyer) !== placesOf(buyerOf(customer))) return true
  if (seller.country !== account.country || taxExempt !== customer.taxExempt) return true
  if (String(numbersOf(seller.taxIds)) !== String(numbersOf(sellerOf(account).taxIds))) return true
  const isDomestic = customer.address?.country === account.country
  return !(isDomestic && taxExempt === 'none') && String(numbersOf(buyer.taxIds)) !== String(numbersOf(customer.taxIds))
}

const placesOf = ({ address, shipping }: Buyer): string =>
  JSON.stringify([address, shipping?.address ?? address].map(taxPlaceOf))

/** What of an address decides on taxes. */
function taxPlaceOf(address: Address | null): readonly (string | null)[] {
  const { country, state, city, postalCode } = address ?? blankAddress
  if (taxedByPlace.has(country)) return [country, state, city, postalCode]
  return [country, taxedApart[country ?? '']?.exec(postalCode ?? '')?.[0] ?? null]
}

const numbersOf = (taxIds: readonly TaxId[]): string[] => taxIds.map(({ type, value }) => `${type} ${value}`)

/**
 * Whether nothing but the parties' details would change. It would where the invoice is past due, is charged automatically or was given
 * up, or where the customer's credit is another by now.
 */
function isAloneChanged(original: IssuedInvoice, account: Account, customer: Customer, now: number): boolean {
  if (original.status !== 'open' || original.collectionMethod !== 'send_invoice') return false
  const created = corrected(original, { account, customer, now, newId: (kind) => kind }, original.id)
  if (created === null) return false
  const credited = withCreditBack(customer, original, [{ type: 'invoice.voided' }], now)
  const issued = asIfIssued(draftOf(created, now), account, credited, now)
  return (
    issued.ok &&
    issued.value.creditAppliedMinor === original.creditAppliedMinor &&
    revisedParts(original, issued.value).every((part) => part === 'details')
  )
}

/** The draft of a corrected invoice: all as it was issued, with its due day. Null where its amounts cannot be computed any more. */
export function corrected(original: IssuedInvoice, copying: Copying, id: string): Created | null {
  const { account, customer } = copying
  const { accountId, customerId, currency, number } = original
  const dueAt = dueAtOf(original)
  const content: InvoiceContent = {
    ...copiedContent(original, copying),
    terms: dueAt === null ? null : { kind: 'at', at: dueAt },
  }
  const created = draft({
    accountId,
    id,
    customerId,
    currency,
    rounding: account.rounding,
    taxExempt: customer.taxExempt,
    content,
    revisionOf: { id: original.id, number },
  })
  return created.ok ? created.value : null
}

/** A draft as it is once it is created. */
export const draftOf = (created: Created, now: number): Draft =>
  replay<Invoice | null, Created>(evolve, record([created], 0, now), null) as Draft
