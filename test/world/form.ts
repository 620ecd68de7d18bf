import { request } from 'node:http'
import { world } from './merchant.ts'

export type Reply = {
  readonly status: number
  readonly headers: Record<string, string | undefined>
  readonly body: string
}

type Sent = {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}

/** A raw request with any headers, also those a browser would not send, without following redirects. */
export function send(
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
  origin = world.app,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(origin), { path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Reply['headers'],
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
      answer.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** The headers of a form that our own page submits. */
export const fromOurPage = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

/** Submits a form as our own page would. */
export const post = (
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = fromOurPage,
) => send(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })

/** The path of an invoice's page, without the origin. */
export const pathOf = ({ hosted_invoice_url }: { hosted_invoice_url: string }): string =>
  new URL(hosted_invoice_url).pathname

export const checkoutFor = (amountMinor: number) => ({ method: 'checkout', amount: String(amountMinor) })
