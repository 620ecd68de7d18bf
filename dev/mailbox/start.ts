import { serve } from '../serve.ts'
import { Faults } from './faults.ts'
import { MailStore } from './mail-store.ts'
import { startSmtp } from './smtp.ts'
import { mailboxWeb } from './web.ts'

export type Mailbox = {
  /** The page and the JSON API. */
  url: string
  /** Where senders deliver. */
  smtpUrl: string
  /** The same pages without a socket. */
  fetch(request: Request): Response | Promise<Response>
  stop(): Promise<void>
}

/**
 * Starts a mailbox on loopback that accepts and shows every mail. Port 0 takes any free one. With `dataFile` the last 500 mails
 * outlive a restart. Throws when a port is taken.
 */
export async function startMailbox(options: { smtpPort: number; port: number; dataFile?: string }): Promise<Mailbox> {
  const store = await MailStore.open(options.dataFile)
  const faults = new Faults()
  const smtp = await startSmtp({ store, faults, port: options.smtpPort })
  const web = mailboxWeb({ store, faults, smtpUrl: smtp.url })
  try {
    const page = await serve(web.fetch, options.port)
    return {
      url: page.url,
      smtpUrl: smtp.url,
      fetch: (request) => web.fetch(request),
      stop: async () => {
        await Promise.all([page.stop(), smtp.stop()])
      },
    }
  } catch (error) {
    await smtp.stop()
    throw error
  }
}
