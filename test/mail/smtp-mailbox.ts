import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startMailbox } from '../../dev/mailbox/start.ts'

export type SmtpMailbox = Awaited<ReturnType<typeof startSmtpMailbox>>

/** A mailbox with an SMTP server, and the Worker's transport with the sockets of Node in the place of Cloudflare's. */
export async function startSmtpMailbox() {
  const sockets = pathToFileURL(join(import.meta.dirname, 'node-sockets.ts')).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'cloudflare:sockets' ? { url: sockets, shortCircuit: true } : next(specifier, context),
  })
  const smtp = await import('../../src/mail/smtp.ts')
  const box = await startMailbox({ smtpPort: 0, port: 0 })
  return { box, smtp, url: box.smtpUrl.replace('smtp://', 'smtp://remit:sandbox@') }
}
