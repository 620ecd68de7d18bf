import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Mail } from './mail.ts'

/** What somebody looks for; each part must fit. Words are compared without regard to case. */
export type Search = { to?: string; subject?: string; anywhere?: string; since?: Date }

/** One line of the data file: a mail that arrived, or the note that one was read. */
type Line = { mail: Mail } | { read: string }

const room = 500

/** The mails, newest last, and the file that lets them outlive a restart or a crash. Only the last 500 are kept. */
export class Box {
  #mails: Mail[] = []
  #lines = 0
  #file: string | undefined
  #writing: Promise<void> = Promise.resolve()

  static async open(file?: string): Promise<Box> {
    const box = new Box()
    box.#file = file
    if (!file) return box
    await mkdir(dirname(file), { recursive: true })
    const text = await readFile(file, 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    for (const line of text.split('\n')) box.#replay(line)
    await box.#inTurn(() => box.#compact())
    return box
  }

  /** Resolves when the mail is safe: only then may the sender hear that it was accepted. */
  async add(mail: Mail): Promise<void> {
    this.#hold(mail)
    await this.#note({ mail })
  }

  find(search: Search = {}): Mail[] {
    return this.#mails.filter((mail) => fits(mail, search)).reverse()
  }

  get(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id)
  }

  async markRead(mail: Mail): Promise<void> {
    if (!mail.unread) return
    mail.unread = false
    await this.#note({ read: mail.id })
  }

  async clear(): Promise<void> {
    this.#mails = []
    await this.#inTurn(() => this.#compact())
  }

  #hold(mail: Mail): void {
    this.#mails.push(mail)
    if (this.#mails.length > room) this.#mails.shift()
  }

  #replay(text: string): void {
    const line = lineOf(text)
    if (line && 'mail' in line) this.#hold(line.mail)
    const read = line && 'read' in line ? this.get(line.read) : undefined
    if (read) read.unread = false
  }

  #note(line: Line): Promise<void> {
    const text = `${JSON.stringify(line)}\n`
    return this.#inTurn(async () => {
      if (!this.#file) return
      if (this.#lines >= 4 * room) return this.#compact()
      await appendFile(this.#file, text)
      this.#lines += 1
    })
  }

  /** Writes the mails that are held and nothing else, beside the file and then over it, so a crash leaves one or the other. */
  async #compact(): Promise<void> {
    if (!this.#file) return
    const text = this.#mails.map((mail) => `${JSON.stringify({ mail } satisfies Line)}\n`).join('')
    await writeFile(`${this.#file}.new`, text)
    await rename(`${this.#file}.new`, this.#file)
    this.#lines = this.#mails.length
  }

  #inTurn(write: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(write, write)
    return this.#writing
  }
}

/** Null for a line that a crash cut short: its sender never heard that the mail was accepted. */
function lineOf(text: string): Line | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function fits(mail: Mail, { to, subject, anywhere, since }: Search): boolean {
  const recipients = [...mail.to, ...mail.cc].map(({ name, address }) => `${name} ${address}`)
  const reached = [...recipients, ...mail.envelope.to].join('\n').toLowerCase()
  const about = mail.subject.toLowerCase()
  const says = (text: string, wanted = '') => text.includes(wanted.trim().toLowerCase())
  return (
    says(reached, to) &&
    says(about, subject) &&
    (says(reached, anywhere) || says(about, anywhere)) &&
    (!since || new Date(mail.receivedAt) >= since)
  )
}
