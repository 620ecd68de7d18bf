import { setTimeout as pause } from 'node:timers/promises'
import type { Notebook } from './notebook.ts'

export type Pays = {
  readonly link: string
  readonly invoiceId: string
  /** A method that was kept, or the provider's checkout. */
  readonly method: string
  readonly amountMinor: number
  /** How far they go at the checkout: look at it, pay there, or also come back. */
  readonly goesTo?: 'look' | 'pay' | 'return'
}

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
const visa = { method: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123' }
const mostTries = 25
const pauseMs = 400

/** A customer at the invoice's page, who loads it again when it does not come and presses "pay" again when nothing happens. */
export async function pay(notebook: Notebook, { link, invoiceId, method, amountMinor, goesTo = 'return' }: Pays) {
  for (let tries = 0; tries < mostTries; tries++, await pause(pauseMs)) {
    const page = await answered(notebook, 'page', () => fetch(link, { redirect: 'manual' }))
    if (page?.status !== 200) continue
    await answered(notebook, 'view', () => fetch(`${link}/views`, { method: 'POST', headers: form }))
    const body = new URLSearchParams({ method, amount: String(amountMinor) }).toString()
    const press = { method: 'POST', headers: form, body, redirect: 'manual' } as const
    const pressed = await answered(notebook, 'pay', () => fetch(`${link}/payments`, press))
    if (pressed?.status === 409) return
    const way = pressed?.status === 303 ? pressed.headers.get('location') : null
    if (!way) continue
    const paymentId = /[?&]after=(\w+)/.exec(way)?.[1]
    const sessionId = /\/c\/pay\/(\w+)/.exec(way)?.[1]
    const begun = 'SELECT 1 FROM payments WHERE invoice_id = ? AND'
    if (paymentId) notebook.promise(`payment ${paymentId} was begun`, `${begun} id = ?`, invoiceId, paymentId)
    if (!sessionId) return
    notebook.promise(`checkout ${sessionId} is known`, `${begun} provider_session_id = ?`, invoiceId, sessionId)
    if (goesTo !== 'look') await payThere(notebook, way, sessionId, goesTo === 'return')
    return
  }
  notebook.count('customers who gave up')
}

/** The provider always answers; what it took must be in the books in the end. */
async function payThere(notebook: Notebook, way: string, sessionId: string, isComingBack: boolean): Promise<void> {
  const body = new URLSearchParams(visa)
  const paid = await fetch(way, { method: 'POST', body, redirect: 'manual' })
  const back = paid.headers.get('location')
  if (paid.status !== 303 || !back) return notebook.count('checkouts closed meanwhile')
  notebook.promise(
    `what was paid in ${sessionId} is booked`,
    "SELECT 1 FROM payments WHERE provider_session_id = ? AND status = 'succeeded'",
    sessionId,
  )
  if (isComingBack) await answered(notebook, 'return', () => fetch(back, { redirect: 'manual' }))
}

/** An answer of the Worker's, or null where it was lost. A page says 503 while the database is away, and never 500. */
async function answered(notebook: Notebook, what: string, request: () => Promise<Response>): Promise<Response | null> {
  const answer = await notebook.ask(request).catch(() => null)
  await answer?.body?.cancel().catch(() => undefined)
  if (answer?.status === 500) notebook.wrongs.push(`${what}: a customer was answered with a 500`)
  notebook.count(answer ? `customers' answers ${answer.status}` : 'customers’ requests lost in the air')
  return answer
}
