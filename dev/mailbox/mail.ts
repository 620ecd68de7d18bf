import { randomBytes } from 'node:crypto'
import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from 'mailparser'
import { linksIn } from './links.ts'

export type Address = { name: string; address: string }

/** Sender and recipients of the SMTP dialogue; blind copies appear only here. */
export type Envelope = { from: string; to: string[] }

export type MailAttachment = {
  filename: string
  contentType: string
  size: number
  cid: string | null
  inline: boolean
}

/** A received mail without anything derived (`text` is null when the sender wrote no text part). */
export type Mail = {
  id: string
  /** When it arrived, by this machine's clock; `date` is what the sender wrote. ISO 8601, UTC. */
  receivedAt: string
  unread: boolean
  envelope: Envelope
  from: Address[]
  to: Address[]
  cc: Address[]
  replyTo: Address[]
  subject: string
  date: string | null
  messageId: string | null
  /** By lower-case name, as sent (unfolded, not decoded); several of one name are joined by a line break. */
  headers: Record<string, string>
  text: string | null
  html: string | null
  /** Every http(s) address in the HTML part's links, then those in the text, each once. */
  links: string[]
  attachments: MailAttachment[]
  /** The whole message, one character a byte. */
  raw: string
}

export async function readMail(bytes: Buffer, envelope: Envelope, now: Date): Promise<Mail> {
  const parsed = await parse(bytes)
  const html = parsed.html || null
  const text = parsed.text || null
  return {
    id: randomBytes(8).toString('hex'),
    receivedAt: now.toISOString(),
    unread: true,
    envelope,
    from: addressesOf(parsed.from),
    to: addressesOf(parsed.to),
    cc: addressesOf(parsed.cc),
    replyTo: addressesOf(parsed.replyTo),
    subject: parsed.subject ?? '',
    date: parsed.date && !Number.isNaN(parsed.date.getTime()) ? parsed.date.toISOString() : null,
    messageId: parsed.messageId ?? null,
    headers: headersOf(parsed),
    text,
    html,
    links: linksIn({ html, text }),
    attachments: parsed.attachments.map(describe),
    raw: bytes.toString('latin1'),
  }
}

/** The bytes of one attachment, by its place in `mail.attachments`; null when there is no such place. */
export async function attachmentOf(mail: Mail, index: number): Promise<Buffer | null> {
  const parsed = await parse(bytesOf(mail))
  return parsed.attachments[index]?.content ?? null
}

export const bytesOf = (mail: Mail): Buffer => Buffer.from(mail.raw, 'latin1')

const parse = (bytes: Buffer) =>
  simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, keepCidLinks: true })

const addressesOf = (found: AddressObject | AddressObject[] | undefined): Address[] =>
  [found ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap((one) => one.group ?? one))
    .map(({ name, address }) => ({
      name,
      address: address ?? '',
    }))

function headersOf(parsed: ParsedMail): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const { key, line } of parsed.headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim()
    headers[key] = key in headers ? `${headers[key]}\n${value}` : value
  }
  return headers
}

const describe = (attachment: Attachment, index: number): MailAttachment => ({
  filename: attachment.filename ?? `attachment-${index + 1}`,
  contentType: attachment.contentType,
  size: attachment.size,
  cid: attachment.cid ?? null,
  inline: attachment.related || attachment.contentDisposition === 'inline',
})
