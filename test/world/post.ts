import type { Mail } from '../../dev/mailbox/mail.ts'
import { world } from './merchant.ts'
import { until } from './until.ts'

/** The mails that reached an address, oldest first. */
export async function mailsTo(email: string): Promise<Mail[]> {
  const answer = await fetch(`${world.mailbox}/api/mails?to=${encodeURIComponent(email)}`)
  return ((await answer.json()) as Mail[]).toReversed()
}

/** The newest mail to an address whose subject fits, as soon as it is there. */
export const mailTo = (email: string, subject: RegExp): Promise<Mail> =>
  until(`a mail to ${email} about ${subject}`, async () =>
    (await mailsTo(email)).findLast((mail) => subject.test(mail.subject)),
  )

/** The link that a mail carries to the page of an invoice. */
export const linkIn = ({ links }: Mail): string => {
  const link = links.find((url) => url.startsWith(`${world.app}/i/`))
  if (!link) throw new Error('The mail carries no link to an invoice.')
  return link
}
