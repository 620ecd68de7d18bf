import { LogLevel, WorkerMailer } from 'worker-mailer'

type Reading = { readonly reader: ReadableStreamDefaultReader<Uint8Array> }

/**
 * The library (1.2.1) goes on reading for ever from a server that has hung up, and never lets go of its isolate: no page is
 * answered there any more. This reads a whole reply, all its lines, and ends where the server does.
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
