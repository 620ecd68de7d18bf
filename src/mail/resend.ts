import type { MailSettings } from '../env.ts'
import { base64 } from './base64.ts'
import { type Attachment, type Mail, type Mailer, type MailOutcome, usualFileBytes } from './mail.ts'

const endpoint = 'https://api.resend.com/emails'
const timeoutMs = 10_000

type ResendSettings = Extract<MailSettings, { transport: 'resend' }>

/** Mail through Resend. Its idempotency key makes repeats safe, so a lost response is retried. */
export const resendMailer = ({ apiKey, from }: ResendSettings, url = endpoint): Mailer => ({
  mostFileBytes: usualFileBytes,
  async send(mail) {
    try {
      return outcomeOf(await read(await post(url, apiKey, from, mail)))
    } catch (error) {
      return { kind: 'later', reason: error instanceof Error ? error.name : 'fault' }
    }
  },
})

const post = (url: string, apiKey: string, from: string, mail: Mail) =>
  fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': mail.id },
    body: JSON.stringify({
      from: `"${mail.fromName.replace(/["\\\p{Cc}]/gu, '')}" <${from}>`,
      to: [mail.to],
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      ...(mail.replyTo && { reply_to: mail.replyTo }),
      ...(mail.attachments.length > 0 && { attachments: mail.attachments.map(attached) }),
    }),
    signal: AbortSignal.timeout(timeoutMs),
  })

const attached = ({ name, type, bytes }: Attachment) => ({
  filename: name,
  content_type: type,
  content: base64(bytes),
})

/** Statuses worth a retry: credentials or a sender that the operator can fix, conflicts and rate limits. */
const retryable: ReadonlySet<number> = new Set([401, 403, 408, 409, 425, 429])

/**
 * A mail was sent if the response has its id, or if its key was used before. A bare 200 may come from a proxy in
 * between.
 */
function outcomeOf({ ok, status, body: { id, name, message } }: ResendResponse): MailOutcome {
  // The key was used with other content, since days and amounts change between tries.
  const isTaken = status === 409 && name === 'invalid_idempotent_request'
  if (isTaken || (ok && typeof id === 'string')) return { kind: 'sent' }
  const reason = `resend_${status}`
  if (ok || retryable.has(status) || status >= 500) return { kind: 'later', reason }
  const isAboutAddress = name === 'validation_error' && String(message).includes('`to`')
  return { kind: isAboutAddress ? 'address_refused' : 'rejected', reason }
}

type ResponseBody = { readonly id?: unknown; readonly name?: unknown; readonly message?: unknown }
type ResendResponse = { readonly ok: boolean; readonly status: number; readonly body: ResponseBody }

/** Resend's response (resend.com/docs/api-reference/errors); empty if it is not readable. */
async function read(response: Response): Promise<ResendResponse> {
  const body = await response.json().then(
    (body) => (body as ResponseBody | null) ?? {},
    () => ({}),
  )
  return { ok: response.ok, status: response.status, body }
}
