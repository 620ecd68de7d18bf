import { setTimeout as pause } from 'node:timers/promises'
import type { RunLog } from './run-log.ts'

export type Pays = {
  readonly link: string
  readonly invoiceId: string
  /** A saved method, or `checkout`. */
  readonly method: string
  readonly amountMinor: number
  /** How far the payer goes at the checkout: open it, pay there, or also return. */
  readonly goesAsFarAs?: 'open' | 'pay' | 'return'
}

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
const visa = { method: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123' }
const maxTries = 25
const pauseMs = 400

/** A payer on the invoice's page, who reloads it when it fails and presses "pay" again when nothing happens. */
export async function pay(log: RunLog, { link, invoiceId, method, amountMinor, goesAsFarAs = 'return' }: Pays) {
  for (let tries = 0; tries < maxTries; tries++, await pause(pauseMs)) {
    const page = await answered(log, 'page', () => fetch(link, { redirect: 'manual' }))
    if (page?.status !== 200) continue
    await answered(log, 'view', () => fetch(`${link}/views`, { method: 'POST', headers: form }))
    const body = new URLSearchParams({ method, amount: String(amountMinor) }).toString()
    const press = { method: 'POST', headers: form, body, redirect: 'manual' } as const
    const pressed = await answered(log, 'pay', () => fetch(`${link}/payments`, press))
    if (pressed?.status === 409) return
    const location = pressed?.status === 303 ? pressed.headers.get('location') : null
    if (!location) continue
    const paymentId = /[?&]after=(\w+)/.exec(location)?.[1]
    const sessionId = /\/c\/pay\/(\w+)/.exec(location)?.[1]
    const begun = 'SELECT 1 FROM payments WHERE invoice_id = ? AND'
    if (paymentId) log.acknowledge(`payment ${paymentId} was begun`, `${begun} id = ?`, invoiceId, paymentId)
    if (!sessionId) return
    log.acknowledge(`checkout ${sessionId} is known`, `${begun} provider_session_id = ?`, invoiceId, sessionId)
    if (goesAsFarAs !== 'open') await payAtProvider(log, location, sessionId, goesAsFarAs === 'return')
    return
  }
  log.count('customers who gave up')
}

/** Pays at the provider, which always answers; what it took must be booked in the end. */
async function payAtProvider(log: RunLog, location: string, sessionId: string, returns: boolean): Promise<void> {
  const body = new URLSearchParams(visa)
  const paid = await fetch(location, { method: 'POST', body, redirect: 'manual' })
  const back = paid.headers.get('location')
  if (paid.status !== 303 || !back) return log.count('checkouts closed meanwhile')
  log.acknowledge(
    `what was paid in ${sessionId} is booked`,
    "SELECT 1 FROM payments WHERE provider_session_id = ? AND status = 'succeeded'",
    sessionId,
  )
  if (returns) await answered(log, 'return', () => fetch(back, { redirect: 'manual' }))
}

/** The Worker's response, or null where it was lost. A page answers 503 while the database is unavailable, and never 500. */
async function answered(log: RunLog, what: string, request: () => Promise<Response>): Promise<Response | null> {
  const answer = await log.request(request).catch(() => null)
  await answer?.body?.cancel().catch(() => undefined)
  if (answer?.status === 500) log.violations.push(`${what}: a customer was answered with a 500`)
  log.count(answer ? `customers' answers ${answer.status}` : 'customers’ requests lost')
  return answer
}
