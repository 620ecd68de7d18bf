export type Mail = {
  /** Our id of it: the same for every try, so that a transport that can will not send it twice. */
  readonly id: string
  readonly fromName: string
  readonly replyTo: string | null
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

/**
 * `unknown`: it may have left. The last two: it never will, so it is not tried again; `address_refused` where the address is why,
 * so that every other mail to it would meet the same.
 */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'address_refused'; readonly reason: string }

export type Mailer = { readonly send: (mail: Mail) => Promise<MailOutcome> }
