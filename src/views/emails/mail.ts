import { oneLine } from '../../core/one-line.ts'
import { type MailI18n, mailI18n } from '../i18n.ts'
import type { Letter, MailProps } from './letter.ts'
import { letterHtml } from './letter-html.tsx'
import { letterText } from './letter-text.ts'

export type Mail = { readonly subject: string; readonly html: string; readonly text: string }

/** Sets a letter as a mail from a merchant. */
export function mailOf(props: MailProps, write: (i18n: MailI18n) => Letter): Mail {
  const i18n = mailI18n(props.invoice, props.reader)
  const letter = write(i18n)
  return {
    subject: subjectLine(letter.subject),
    html: letterHtml(letter, props, i18n),
    text: letterText(letter, props, i18n),
  }
}

const longestSubject = 200

/** One line of bearable length, whatever the names in it contain: a line break would start a new header. */
function subjectLine(text: string): string {
  const line = oneLine(text)
  const letters = [...line]
  return letters.length <= longestSubject ? line : `${letters.slice(0, longestSubject - 1).join('')}…`
}
