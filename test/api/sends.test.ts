import { expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'
import { world } from '../world/merchant.ts'
import { control } from '../world/provider.ts'
import { dayMs, minuteMs, now, pass, settled } from '../world/time.ts'

const { stripe, send } = api()

let people = 0

async function open(): Promise<{ id: string; email: string }> {
  const email = `post${++people}.${Date.now()}@falk.example`
  const { id: customer } = await stripe.customers.create({ name: 'Ida Falk', email })
  const { id } = await stripe.invoices.create({ customer, collection_method: 'send_invoice', days_until_due: 60 })
  await stripe.invoiceItems.create({ customer, invoice: id!, amount: 4200 })
  return { id: id!, email }
}

const mailsTo = async (email: string): Promise<unknown[]> => {
  await settled()
  return (await fetch(`${world.mailbox}/api/mails?to=${encodeURIComponent(email)}`)).json() as Promise<unknown[]>
}

test('30 calls of send at once mail a draft once, and each is answered with the issued invoice', async () => {
  const { id, email } = await open()
  const answers = await Promise.all([...Array(30)].map(() => send(`/v1/invoices/${id}/send`)))
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id} ${body.status}`))).toEqual(
    new Set([`200 ${id} open`]),
  )
  expect(await mailsTo(email)).toHaveLength(1)
  const { data } = await stripe.events.list({ type: 'invoice.sent', limit: 100 })
  expect(data.filter((event) => (event.data.object as { id: string }).id === id)).toHaveLength(1)
})

test('beyond five sends a day the answer is 429 in Stripe’s form, with the seconds until the next day', async () => {
  const untilNextDay = dayMs - ((await now()) % dayMs)
  if (untilNextDay < 60 * minuteMs) await pass(untilNextDay + minuteMs)
  const { id, email } = await open()
  for (let times = 0; times < 5; times++) {
    await stripe.invoices.sendInvoice(id)
    await control('POST', 'clock', { advance: minuteMs + 1, stepMs: minuteMs + 1 })
  }
  const { status, headers, body } = await send(`/v1/invoices/${id}/send`, { headers: { 'idempotency-key': `k-${id}` } })
  const seconds = Number(headers.get('retry-after'))
  expect(status).toBe(429)
  expect(Math.abs(seconds * 1000 - (dayMs - ((await now()) % dayMs)))).toBeLessThan(30_000)
  expect(headers.get('stripe-should-retry')).toBe('false')
  expect(body).toEqual({
    error: {
      type: 'invalid_request_error',
      code: 'rate_limit',
      message: `Too many requests: this invoice was sent to its customer 5 times today. Try again in ${seconds} seconds.`,
      doc_url: 'https://docs.stripe.com/error-codes#rate-limit',
      request_log_url: null,
    },
  })
  expect(await refusalOf(stripe.invoices.sendInvoice(id))).toMatchObject({ type: 'StripeRateLimitError' })
  expect(await mailsTo(email)).toHaveLength(5)
  await pass(seconds * 1000 + 1000)
  // The refusal was not kept for the key.
  expect((await send(`/v1/invoices/${id}/send`, { headers: { 'idempotency-key': `k-${id}` } })).status).toBe(200)
  expect(await mailsTo(email)).toHaveLength(6)
})

test('a mail that is refused for its address is in the feed, with the address and the mail server’s answer', async () => {
  const { id, email } = await open()
  const armed = await fetch(`${world.mailbox}/api/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'reject_550', to: email }),
  })
  expect(armed.status).toBe(201)
  await stripe.invoices.sendInvoice(id)
  expect(await mailsTo(email)).toEqual([])
  const { data } = await stripe.events.list({ type: 'invoice.delivery_failed' as never, limit: 100 })
  const failed = data.filter((event) => (event.data.object as { id: string }).id === id)
  expect(failed).toMatchObject([
    {
      type: 'invoice.delivery_failed',
      data: { object: { object: 'invoice', status: 'open' } },
      delivery: { email, mail: 'invoice', reason: 'address_refused', answer: expect.stringContaining('550 5.1.1') },
    },
  ])
  expect(await stripe.events.retrieve(failed[0]!.id)).toEqual(failed[0])
})
