import { oneLine } from '../../core/one-line.ts'
import type { Field } from '../document/billing-document.ts'
import type { Letter, LetterContext } from './letter.ts'
import { contactLines, sellerLines } from './letter-parts.ts'

/** The plain-text part: the same letter, set for those who read mail as text. */
export function letterText(letter: Letter, { account, invoice, document, i18n }: LetterContext): string {
  const { words, name } = i18n
  const { heading, paragraphs, amount, facts, summary, memo, button, transfer, pdf, closing } = letter
  const contacts = contactLines(account)
  const seller = name(account.name)
  const blocks = [
    [heading],
    [invoice.buyer.name ? words.mail.greetingTo({ name: name(invoice.buyer.name) }) : words.mail.greeting],
    ...paragraphs.map((paragraph) => [paragraph]),
    button ? [words.mail.linkLine({ label: button.label }), button.url] : [],
    [factLine(amount), ...facts.map(factLine)],
    ...(summary ? summaryBlocks(summary) : []),
    transfer ? [transfer.text, ...transfer.facts.map(factLine), transfer.check] : [],
    memo ? memo.split(/\r\n|\r|\n/) : [],
    pdf ? [pdf.text, ...(pdf.link ? [pdf.link.url] : [])] : [],
    ...closing.map((line) => [line]),
    contacts.length > 0 ? [words.mail.questions({ seller }), ...contacts] : [words.mail.questionsReply({ seller })],
    button ? [words.mail.linkIsYours] : [],
    ['-- ', ...sellerLines(document)],
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
