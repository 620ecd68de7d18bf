import type { MailSettings } from '../env.ts'
import type { Mail, Mailer, MailOutcome } from './mail.ts'

const endpoint = 'https://api.resend.com/emails'
const patienceMs = 10_000

type ResendSettings = Extract<MailSettings, { transport: 'resend' }>

/** Mail through Resend. Its idempotency key makes a repeat safe, so an answer that got lost is simply asked for again. */
export const resendMailer = ({ apiKey, from }: ResendSettings, url = endpoint): Mailer => ({
  async send(mail) {
    try {
      return await outcomeOf(await post(url, apiKey, from, mail))
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
    }),
    signal: AbortSignal.timeout(patienceMs),
  })

/** What may be tried again: a key or a sender that the operator can mend, a repeat that came too soon, too many, their faults. */
const passing: ReadonlySet<number> = new Set([401, 403, 408, 409, 425, 429])

async function outcomeOf(answer: Response): Promise<MailOutcome> {
  const { ok, status } = answer
  if (ok || (status === 409 && (await isTaken(answer)))) return { kind: 'sent' }
  const reason = `resend_${status}`
  if (passing.has(status) || status >= 500) return { kind: 'later', reason }
  const { name, message } = await problemOf(answer)
  const isAboutAddress = name === 'validation_error' && String(message).includes('`to`')
  return { kind: isAboutAddress ? 'address_refused' : 'rejected', reason }
}

/** Whether a mail left under this key before: what it says may have changed since, as days and amounts do. */
const isTaken = async (answer: Response): Promise<boolean> =>
  (await problemOf(answer)).name === 'invalid_idempotent_request'

type Problem = { readonly name?: unknown; readonly message?: unknown }

/** What Resend says of a request that it did not take (resend.com/docs/api-reference/errors); nothing where it is not readable. */
const problemOf = async (answer: Response): Promise<Problem> =>
  answer
    .clone()
    .json()
    .then(
      (problem) => (problem as Problem | null) ?? {},
      () => ({}),
    )
