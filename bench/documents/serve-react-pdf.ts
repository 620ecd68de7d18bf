import { createServer } from 'node:http'
import { askedIn, toDraw } from './invoices.ts'
import { drawWithReactPdf } from './react-invoice.ts'

/** Draws invoices with react-pdf on request, and responds with the last one. The argument is the port. */
createServer(async ({ url = '' }, response) => {
  let last: Uint8Array = new Uint8Array()
  for (const drawn of toDraw(askedIn(url))) last = await drawWithReactPdf(drawn)
  response.end(last)
}).listen(Number(process.argv[2]), '127.0.0.1')
