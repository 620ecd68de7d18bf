import { LogLevel, WorkerMailer } from 'worker-mailer'

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

Object.assign(WorkerMailer.prototype, { read })

export { LogLevel, WorkerMailer }
