import { oneLine } from '../../core/one-line.ts'
import type { Field } from '../document/billing-document.ts'
import { isolate } from '../words/isolate.ts'
import type { Letter, Stationery } from './letter.ts'
import { contactLines } from './letter-parts.ts'

/** The plain-text part: the same letter, set for those who read mail as text. */
export function letterText(
  letter: Letter,
  { sender, recipient, senderLines, link, words, locale: { direction } }: Stationery,
): string {
  const { heading, paragraphs, figure, facts, summary, memo, button, transfer, pdf, closing } = letter
  const contacts = contactLines(sender)
  const seller = isolate(sender.name, direction)
  const blocks = [
    [heading],
    [recipient ? words.greetingTo({ name: isolate(recipient, direction) }) : words.greeting],
    ...paragraphs.map((paragraph) => [paragraph]),
    button ? [words.linkLine({ label: button.label }), button.url] : [],
    [factLine(figure), ...facts.map(factLine)],
    ...(summary ? summaryBlocks(summary) : []),
    transfer ? [transfer.text, ...transfer.facts.map(factLine), transfer.check] : [],
    memo ? memo.split(/\r\n|\r|\n/) : [],
    pdf ? [pdf.text, ...(pdf.link ? [pdf.link.url] : [])] : [],
    ...closing.map((line) => [line]),
    contacts.length > 0 ? [words.questions({ seller }), ...contacts] : [words.questionsReply({ seller })],
    button ? [link.note] : [],
    ['-- ', ...senderLines],
  ]
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(textLine).join('\n')}\n`)
    .join('\n')
}

const summaryBlocks = ({ lines, moreLines, sums }: NonNullable<Letter['summary']>): string[][] => [
  [...lines.map((line) => `- ${factLine(line)}`), ...(moreLines ? [`- ${moreLines}`] : [])],
  sums.map(factLine),
]

const factLine = ({ name, value }: Field): string => `${name}: ${value}`

/** A name from outside must not be able to start a line of its own. The signature mark keeps its space. */
const textLine = (text: string): string => (text === '-- ' ? text : oneLine(text))
