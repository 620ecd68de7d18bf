import type { details } from './en/details.ts'
import type { invoice } from './en/invoice.ts'
import type { mail } from './en/mail.ts'
import type { pay } from './en/pay.ts'
import type { plain } from './en/plain.ts'
import type { portal } from './en/portal.ts'
import type { print } from './en/print.ts'
import type { statement } from './en/statement.ts'
import type { verify } from './en/verify.ts'

// English is the source: what it returns is what every other language has to return.
export type InvoiceWords = ReturnType<typeof invoice>
export type PayWords = ReturnType<typeof pay>
export type MailWords = ReturnType<typeof mail>
export type PlainWords = ReturnType<typeof plain>
export type PortalWords = ReturnType<typeof portal>
export type PrintWords = ReturnType<typeof print>
export type StatementWords = ReturnType<typeof statement>
export type VerifyWords = ReturnType<typeof verify>
export type DetailsWords = ReturnType<typeof details>

/** One language's words by audience, each a function that nobody calls before a reader of that language comes. */
export type Catalogue = {
  readonly invoice: () => InvoiceWords
  readonly pay: () => PayWords
  readonly mail: () => MailWords
  readonly plain: () => PlainWords
  readonly portal: () => PortalWords
  readonly print: () => PrintWords
  readonly statement: () => StatementWords
  readonly verify: () => VerifyWords
  readonly details: () => DetailsWords
}

export type Audience = keyof Catalogue
export type WordsOf<A extends Audience> = ReturnType<Catalogue[A]>
