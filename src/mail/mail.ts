/** A file that a mail carries. */
export type Attachment = { readonly name: string; readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }

export type Mail = {
  /** Our id of the mail: the same for every try, so that a transport with idempotency keys sends it once. */
  readonly id: string
  readonly fromName: string
  readonly replyTo: string | null
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly attachments: readonly Attachment[]
}

/**
 * `unknown`: it may have been sent. `rejected` and `address_refused`: it never will be, so it is not retried; the
 * latter applies to every other mail to that address too.
 */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'address_refused'; readonly reason: string }

export type Mailer = {
  /** How large a mail's file may be. Encoding adds a third, and headers and texts count too. */
  readonly mostFileBytes: number
  readonly send: (mail: Mail) => Promise<MailOutcome>
}

/** The servers of most receivers take messages of 10 MB. */
export const usualFileBytes = 7_000_000
