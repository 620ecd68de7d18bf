import type { Mail } from '../../dev/mailbox/mail.ts'
import { world } from './merchant.ts'
import { until } from './until.ts'

/** The mails to an address, oldest first. */
export async function mailsTo(email: string): Promise<Mail[]> {
  const answer = await fetch(`${world.mailbox}/api/mails?to=${encodeURIComponent(email)}`)
  return ((await answer.json()) as Mail[]).toReversed()
}

/** Waits for a mail to an address with a matching subject and returns the newest. */
export const mailTo = (email: string, subject: RegExp): Promise<Mail> =>
  until(`a mail to ${email} about ${subject}`, async () =>
    (await mailsTo(email)).findLast((mail) => subject.test(mail.subject)),
  )

/** The link to an invoice's page in a mail. */
export const linkIn = ({ links }: Mail): string => {
  const link = links.find((url) => url.startsWith(`${world.app}/i/`))
  if (!link) throw new Error('The mail carries no link to an invoice.')
  return link
}
