import type { Account } from '../../core/accounts/account.ts'
import { portalI18n } from '../i18n.ts'
import type { Reader } from '../reader.ts'
import { wordsFor } from '../words/words-for.ts'
import { type Mail, setMail } from './mail.ts'

type PasskeyMailProps = {
  readonly account: Account
  readonly recipient: string | null
  /** Ms since 1970. */
  readonly addedAt: number
  /** The page of the customer's devices. */
  readonly url: string
  readonly reader: Reader
  readonly origin: string
}

/** That a passkey was added, for whoever did not do it. */
export function passkeyMail({ account, recipient, addedAt, url, reader, origin }: PasskeyMailProps): Mail {
  const { locale } = reader
  const words = wordsFor(locale, 'mail')
  const { passkey } = words
  const { name, moment } = portalI18n(reader)
  const seller = name(account.name)
  return setMail(
    {
      subject: passkey.subject({ seller }),
      heading: passkey.heading,
      paragraphs: [passkey.text({ seller })],
      figure: { name: passkey.added, value: moment(addedAt) },
      facts: [],
      button: { label: passkey.button, url },
      closing: [passkey.notYou],
    },
    {
      sender: account,
      locale,
      words,
      recipient,
      senderLines: [account.name],
      origin,
      link: { name: passkey.link, note: passkey.linkNote },
    },
  )
}
