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

/** `unknown`: it may have left. `rejected`: it never will, so it is not tried again. */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string }

export type Mailer = { readonly send: (mail: Mail) => Promise<MailOutcome> }
