import type { MailSettings } from '../env.ts'
import { headerText, namedAddress } from './header-text.ts'
import type { Mail, Mailer, MailOutcome } from './mail.ts'
import { LogLevel, WorkerMailer } from './worker-mailer.ts'

const timeoutMs = 15_000

type SmtpSettings = Extract<MailSettings, { transport: 'smtp' }>

/** Mail over SMTP: `smtp://` with STARTTLS where offered, `smtps://` for TLS from the start. Port 25 is closed on Cloudflare. */
export const smtpMailer = ({ url, from }: SmtpSettings): Mailer => ({
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

/** Refused at RCPT, unless the code names the sender or a policy (RFC 3463: X.1.7, X.1.8, X.7.x). */
const isAboutAddress = (reason: string): boolean =>
  reason.startsWith('Invalid RCPT TO:') && !/\b5\.(1\.[78]|7\.\d+)\b/.test(reason.replace(/<[^>]*>/g, '<>'))

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
