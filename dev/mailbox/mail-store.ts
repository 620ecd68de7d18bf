import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Mail } from './mail.ts'

/** Search criteria that must all match, ignoring case. */
export type Search = { to?: string; subject?: string; anywhere?: string; since?: Date }

/** One line of the data file: a received mail, or the id of one that was read. */
type Line = { mail: Mail } | { read: string }

const mostMails = 500

/** The last 500 mails, newest last, and the file that keeps them over a restart or a crash. */
export class MailStore {
  #mails: Mail[] = []
  #lines = 0
  #file: string | undefined
  #writing: Promise<void> = Promise.resolve()

  static async open(file?: string): Promise<MailStore> {
    const store = new MailStore()
    store.#file = file
    if (!file) return store
    await mkdir(dirname(file), { recursive: true })
    const text = await readFile(file, 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    for (const line of text.split('\n')) store.#replay(line)
    await store.#inTurn(() => store.#compact())
    return store
  }

  /** Resolves when the mail is stored; only then may it be acknowledged to the sender. */
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
    if (this.#mails.length > mostMails) this.#mails.shift()
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
      if (this.#lines >= 4 * mostMails) return this.#compact()
      await appendFile(this.#file, text)
      this.#lines += 1
    })
  }

  /** Rewrites the file with the current mails only, atomically by a rename, so that a crash leaves the old or the new one. */
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

/** Null for a line that a crash truncated; its mail was not acknowledged to the sender. */
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
  const contains = (text: string, wanted = '') => text.includes(wanted.trim().toLowerCase())
  return (
    contains(reached, to) &&
    contains(about, subject) &&
    (contains(reached, anywhere) || contains(about, anywhere)) &&
    (!since || new Date(mail.receivedAt) >= since)
  )
}
