import { Email, LogLevel, WorkerMailer } from 'worker-mailer'
import { asciiFileName, extendedFileName } from '../core/documents/file-name.ts'

type Reading = { readonly reader: ReadableStreamDefaultReader<Uint8Array> }

/**
 * The library (1.2.1) reads forever from a server that has hung up, which blocks its isolate. This reads a whole reply
 * with all its lines, and ends when the connection does.
 */
async function read(this: Reading): Promise<string> {
  const decoder = new TextDecoder()
  for (let reply = ''; ; ) {
    const { value, done } = await this.reader.read()
    if (done) throw new Error('The mail server hung up.')
    reply += decoder.decode(value, { stream: true })
    if (/(^|\n)\d{3}(?!-)[^\n]*\n$/.test(reply)) return reply
  }
}

const { getEmailData } = Email.prototype

/**
 * The library puts names of files into headers as they are. This gives it ASCII, and adds the whole name as RFC 2231 has it. No body can
 * hold the line that is searched, since its equals signs are encoded.
 */
function withFileNames(this: Email): string {
  const { attachments = [] } = this
  const names = attachments.map(({ filename }) => filename)
  Object.assign(this, { attachments: attachments.map((file) => ({ ...file, filename: asciiFileName(file.filename) })) })
  let next = 0
  return getEmailData.call(this).replace(/^Content-Disposition: attachment; filename="[^"]*";\r$/gm, (line) => {
    const name = names[next++] ?? ''
    return asciiFileName(name) === name ? line : `${line}\n filename*=${extendedFileName(name)};\r`
  })
}

Object.assign(WorkerMailer.prototype, { read })
Object.assign(Email.prototype, { getEmailData: withFileNames })

export { LogLevel, WorkerMailer }
