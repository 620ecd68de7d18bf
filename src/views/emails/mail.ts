import { oneLine } from '../../core/one-line.ts'
import { type MailReader, mailReader } from '../reader.ts'
import type { Letter, MailProps } from './letter.ts'
import { letterHtml } from './letter-html.tsx'
import { letterText } from './letter-text.ts'

export type Mail = { readonly subject: string; readonly html: string; readonly text: string }

/** Sets a letter as a mail from a merchant. */
export function mailOf(props: MailProps, write: (reader: MailReader) => Letter): Mail {
  const reader = mailReader(props.invoice, props.locale)
  const letter = write(reader)
  return {
    subject: subjectLine(letter.subject),
    html: letterHtml(letter, props, reader),
    text: letterText(letter, props, reader),
  }
}

const longestSubject = 200

/** One line of bearable length, whatever the names in it contain: a line break would start a new header. */
function subjectLine(text: string): string {
  const line = oneLine(text)
  const letters = [...line]
  return letters.length <= longestSubject ? line : `${letters.slice(0, longestSubject - 1).join('')}…`
}
