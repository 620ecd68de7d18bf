import { expect, test } from 'vitest'
import { api } from '../world/api.ts'

const { stripe, send } = api()

async function issued() {
  const customer = await stripe.customers.create({ name: 'Jonas Wieland Bau', email: 'links@wieland.example' })
  const { id } = await stripe.invoices.create({ customer: customer.id, collection_method: 'send_invoice' })
  await stripe.invoiceItems.create({ customer: customer.id, invoice: id!, amount: 11_900 })
  return stripe.invoices.finalizeInvoice(id!)
}

const statusOf = async (url: string) => (await fetch(url)).status

test('an invoice has a link for its customer and another one that the API returns to the merchant', async () => {
  const invoice = await issued()
  const { body } = await send(`/v1/invoices/${invoice.id}/links`, { method: 'GET' })
  expect(body.data.map(({ recipient }: { recipient: string }) => recipient).sort()).toEqual([
    'links@wieland.example',
    null,
  ])
  for (const { recipient, url } of body.data) expect(url).toBe(recipient === null ? invoice.hosted_invoice_url : null)
})

test('a link that is revoked is refused on the next request, and the invoice has another', async () => {
  const invoice = await issued()
  const old = invoice.hosted_invoice_url!
  expect(await statusOf(old)).toBe(200)
  const { body } = await send(`/v1/invoices/${invoice.id}/links`, { method: 'GET' })
  const own = body.data.find(({ recipient }: { recipient: string | null }) => recipient === null)
  const revoked = await send(`/v1/invoices/${invoice.id}/links/${own.id}/revoke`)
  expect(revoked.body).toMatchObject({ id: own.id, url: null, revoked_at: expect.any(Number) })
  expect(await statusOf(old)).toBe(404)
  const { hosted_invoice_url: fresh } = await stripe.invoices.retrieve(invoice.id!)
  expect(fresh).not.toBe(old)
  expect(await statusOf(fresh!)).toBe(200)
  const again = await send(`/v1/invoices/${invoice.id}/links/${own.id}/revoke`)
  expect(again.status).toBe(200)
  const { body: now } = await send(`/v1/invoices/${invoice.id}/links`, { method: 'GET' })
  expect(now.data).toHaveLength(3)
})

test('a link of another invoice is not found', async () => {
  const [invoice, other] = [await issued(), await issued()]
  const { body } = await send(`/v1/invoices/${other.id}/links`, { method: 'GET' })
  const answer = await send(`/v1/invoices/${invoice.id}/links/${body.data[0].id}/revoke`)
  expect([answer.status, answer.body.error.code]).toEqual([404, 'resource_missing'])
})
