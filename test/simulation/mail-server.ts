export type Mail = {
  readonly key: string
  readonly to: string
  readonly subject: string
  readonly text: string
  times: number
}

/**
 * Accepts mails as Resend does: a repeated key with the same body is the same mail, and with another body is refused. Addresses at
 * `refused.example` are refused.
 */
export type MailServer = {
  readonly mails: Mail[]
  /** The keys of mails whose address it refused. */
  readonly refused: Set<string>
  take(key: string, body: string): Response
}

export function createMailServer(): MailServer {
  const kept = new Map<string, Mail & { body: string }>()
  const mails: Mail[] = []
  const refused = new Set<string>()
  return {
    mails,
    refused,
    take(key, body) {
      const before = kept.get(key)
      if (before) {
        before.times += 1
        return before.body === body
          ? Response.json({ id: key })
          : Response.json({ name: 'invalid_idempotent_request' }, { status: 409 })
      }
      const { to, subject, text } = JSON.parse(body) as { to: string[]; subject: string; text: string }
      if (to.some((address) => address.endsWith('@refused.example'))) {
        refused.add(key)
        return Response.json({ name: 'validation_error', message: 'Invalid `to` field.' }, { status: 422 })
      }
      const mail = { key, to: to.join(', '), subject, text, times: 1, body }
      kept.set(key, mail)
      mails.push(mail)
      return Response.json({ id: key })
    },
  }
}
