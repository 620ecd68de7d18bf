import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { renderPage } from '../render.ts'
import { isolate } from '../words/isolate.ts'
import { chooseLocale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { type Mail, subjectLine } from './mail.ts'

type Props = {
  readonly account: Account
  readonly customer: Pick<Customer, 'id' | 'name' | 'email'>
}

/** That a customer asks to be erased, to the merchant and in the merchant's language. */
export function erasureRequestMail({ account, customer: { id, name, email } }: Props): Mail {
  const locale = chooseLocale([], null, account.locale)
  const { erasure: words, message } = wordsFor(locale, 'details')
  const customer = isolate(name ?? email ?? id, locale.direction)
  const heading = words.requested({ customer })
  const sentences = [
    words.how({ call: isolate(`POST /v1/customers/${id}/erase`, locale.direction) }),
    words.open,
    words.law,
    ...(email === null ? [] : [message.reply({ customer })]),
  ]
  return {
    subject: subjectLine(heading),
    text: [heading, ...sentences].join('\n\n'),
    html: renderPage(
      <html lang={locale.tag} dir={locale.direction}>
        <head>
          <meta charset="utf-8" />
          <title>{heading}</title>
        </head>
        <body>
          <h1>{heading}</h1>
          {sentences.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </body>
      </html>,
    ),
  }
}
