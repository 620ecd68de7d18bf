import { serve } from '../serve.ts'
import { Box } from './box.ts'
import { Faults } from './faults.ts'
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
 * A mailbox on loopback that takes every mail and shows it. Port 0 takes any free one. With `dataFile` the last 500 mails
 * outlive a restart. Throws when a port is taken.
 */
export async function startMailbox(options: { smtpPort: number; port: number; dataFile?: string }): Promise<Mailbox> {
  const box = await Box.open(options.dataFile)
  const faults = new Faults()
  const smtp = await startSmtp({ box, faults, port: options.smtpPort })
  const web = mailboxWeb({ box, faults, smtpUrl: smtp.url })
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
