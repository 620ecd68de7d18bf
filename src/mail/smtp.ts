import type { MailSettings } from '../env.ts'
import { base64 } from './base64.ts'
import { headerText, namedAddress } from './header-text.ts'
import { type Mail, type Mailer, type MailOutcome, usualFileBytes } from './mail.ts'
import { LogLevel, WorkerMailer } from './worker-mailer.ts'

const timeoutMs = 15_000

type SmtpSettings = Extract<MailSettings, { transport: 'smtp' }>

/** Mail over SMTP: `smtp://` with STARTTLS where offered, `smtps://` for TLS from the start. Port 25 is closed on Cloudflare. */
export const smtpMailer = ({ url, from }: SmtpSettings): Mailer => ({
  mostFileBytes: usualFileBytes,
  send: (mail) => deliver(new URL(url), from, mail),
})

async function deliver(server: URL, from: string, mail: Mail): Promise<MailOutcome> {
  let mailer: WorkerMailer
  try {
    mailer = await WorkerMailer.connect(connectionTo(server))
  } catch (error) {
    return { kind: 'later', reason: reasonOf(error) }
  }
  try {
    await mailer.send({
      from,
      to: mail.to,
      ...(mail.replyTo && { reply: mail.replyTo }),
      // Encoded here, because the library would put a long subject on a single line that servers reject.
      subject: headerText(mail.subject),
      html: mail.html,
      text: mail.text,
      ...(mail.attachments.length > 0 && {
        attachments: mail.attachments.map(({ name: filename, type: mimeType, bytes }) => ({
          filename,
          mimeType,
          content: base64(bytes),
        })),
      }),
      // The library would quote the name without escaping it.
      headers: {
        From: namedAddress(mail.fromName, from),
        'Message-ID': `<${mail.id}@${from.split('@')[1]}>`,
      },
    })
    return { kind: 'sent' }
  } catch (error) {
    return outcomeOf(reasonOf(error))
  } finally {
    // Not awaited: a server that does not answer QUIT must not delay recording the outcome.
    void mailer.close().catch(() => undefined)
  }
}

function connectionTo({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:'
  return {
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    startTls: !secure,
    logLevel: LogLevel.NONE,
    socketTimeoutMs: timeoutMs,
    responseTimeoutMs: timeoutMs,
    ...(username && {
      credentials: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
      authType: 'plain' as const,
    }),
  }
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'fault').replace(/\s+/g, ' ').slice(0, 200)

/** RFC 3463: the codes for an address that does not exist, is invalid, has moved or is disabled. */
const addressCodes = /\b5\.(1\.([0-6]|10)|2\.1)\b/

/** Words in replies without such a code that refuse the sender rather than the address. */
const senderWords = /relay|denied|den(y|ies)|block|polic|spam|auth|prohibit|not permitted|full|quota|sequence/i

/** Whether RCPT was refused because of the address. An operator's mistake as a sender must not suppress customers' addresses. */
function isAboutAddress(reason: string): boolean {
  const reply = reason.replace(/<[^>]*>/g, '<>')
  if (!reason.startsWith('Invalid RCPT TO:')) return false
  return /\b5\.\d+\.\d+\b/.test(reply)
    ? addressCodes.test(reply)
    : /\b55[013]\b/.test(reply) && !senderWords.test(reply)
}

/**
 * A 4xx reply is retried, a 5xx is not; a connection that broke after the text may have delivered it. Digits inside an
 * address are not a reply code.
 */
function outcomeOf(reason: string): MailOutcome {
  const code = /\b([45])\d\d[ -]/.exec(reason.replace(/<[^>]*>/g, '<>'))?.[1]
  if (code === '4') return { kind: 'later', reason }
  if (code === '5') return { kind: isAboutAddress(reason) ? 'address_refused' : 'rejected', reason }
  return { kind: 'unknown', reason }
}
