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
      // Plain by now, so the library leaves it as it is: it would put a long subject on one line that servers turn away.
      subject: headerText(mail.subject),
      html: mail.html,
      text: mail.text,
      // The library would put the name between quotes as it comes.
      headers: {
        From: namedAddress(mail.fromName, from),
        'Message-ID': `<${mail.id}@${from.split('@')[1]}>`,
      },
    })
    return { kind: 'sent' }
  } catch (error) {
    return outcomeOf(reasonOf(error))
  } finally {
    // Not waited for: a server that owes us its goodbye must not keep us from noting what became of the mail.
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

/** Turned away at RCPT, unless it says that the sender or a policy is why (RFC 3463: X.1.7, X.1.8, X.7.x). */
const isAboutAddress = (reason: string): boolean =>
  reason.startsWith('Invalid RCPT TO:') && !/\b5\.(1\.[78]|7\.\d+)\b/.test(reason.replace(/<[^>]*>/g, '<>'))

/**
 * A 4xx answer is worth another try, a 5xx is not; a connection that broke after the text may have delivered it.
 * Digits inside an address are no answer.
 */
function outcomeOf(reason: string): MailOutcome {
  const code = /\b([45])\d\d[ -]/.exec(reason.replace(/<[^>]*>/g, '<>'))?.[1]
  if (code === '4') return { kind: 'later', reason }
  if (code === '5') return { kind: isAboutAddress(reason) ? 'address_refused' : 'rejected', reason }
  return { kind: 'unknown', reason }
}
