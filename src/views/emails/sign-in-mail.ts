import type { Account } from '../../core/accounts/account.ts'
import { isolate } from '../words/isolate.ts'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { type Mail, setMail } from './mail.ts'

type SignInMailProps = {
  readonly account: Account
  /** Null where several customers have the address. */
  readonly recipient: string | null
  readonly code: string
  readonly url: string
  readonly locale: Locale
  readonly origin: string
}

/** The code with which somebody signs in, and a link that fills it in in the browser that asked. */
export function signInMail({ account, recipient, code, url, locale, origin }: SignInMailProps): Mail {
  const words = wordsFor(locale, 'mail')
  const { signIn } = words
  const seller = isolate(account.name, locale.direction)
  return setMail(
    {
      subject: signIn.subject({ code, seller }),
      heading: signIn.heading({ seller }),
      paragraphs: [signIn.text],
      figure: { name: signIn.code, value: code },
      facts: [],
      button: { label: signIn.button, url },
      closing: [signIn.notYou],
    },
    {
      account,
      locale,
      words,
      recipient,
      senderLines: [account.name],
      origin,
      link: { name: signIn.link, note: signIn.linkNote },
    },
  )
}
