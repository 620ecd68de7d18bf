/** A question, or something is wrong with the invoice. */
export const messageKinds = ['question', 'problem'] as const
export type MessageKind = (typeof messageKinds)[number]

/** What the customer wrote to the merchant about an invoice. */
export type InvoiceMessage = {
  readonly id: string
  readonly kind: MessageKind
  readonly text: string
  /** The line that it is about; null where it is about the whole invoice. */
  readonly lineId: string | null
  /** Ms since 1970. */
  readonly at: number
}
