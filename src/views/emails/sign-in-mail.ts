import { isolate } from '../words/isolate.ts'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { type Mail, setMail } from './mail.ts'
import type { Sender } from './sender.ts'

type SignInMailProps = {
  readonly sender: Sender
  /** Null where several customers have the address, or it is not said who they are. */
  readonly recipient: string | null
  readonly code: string
  readonly url: string
  readonly locale: Locale
  readonly origin: string
}

/** The code with which somebody signs in, and a link that fills it in in the browser that asked. */
export function signInMail({ sender, recipient, code, url, locale, origin }: SignInMailProps): Mail {
  const words = wordsFor(locale, 'mail')
  const { signIn } = words
  const seller = isolate(sender.name, locale.direction)
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
      sender,
      locale,
      words,
      recipient,
      senderLines: [sender.name],
      origin,
      link: { name: signIn.link, note: signIn.linkNote },
    },
  )
}
