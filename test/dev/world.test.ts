import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts, type Ports } from '../../dev/ports.ts'
import { type RunningWorld, startWorld, type World } from '../../dev/world.ts'

/** Starting builds the Worker and simulates three weeks. */
const timeout = 240_000

let dir: string
let ports: Ports
let running: RunningWorld

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remit-start-'))
  const [app, mailbox, sandbox, database, smtp] = (await freePorts(5)) as [number, number, number, number, number]
  ports = { app, mailbox, sandbox, database, smtp }
  running = await startWorld({ dir: join(dir, 'data'), ports, cron: false })
}, timeout)

afterAll(async () => {
  await running.stop()
  await rm(dir, { recursive: true, force: true })
})

const shown = ({ invoiceUrl, pastDueInvoiceUrl, paidInvoiceUrl }: World) => [
  invoiceUrl!,
  pastDueInvoiceUrl!,
  paidInvoiceUrl!,
]

const invoicesOf = async ({ app, apiKey }: World) => {
  const answer = await fetch(`${app}/v1/invoices?limit=100`, { headers: { authorization: `Bearer ${apiKey}` } })
  return ((await answer.json()) as { data: { status: string; due_date: number | null }[] }).data
}

test('a new world has an invoice in every status, one of them past due, and sent mails', async () => {
  const { world, clock } = running
  for (const url of shown(world)) expect((await fetch(url)).status, url).toBe(200)
  const invoices = await invoicesOf(world)
  const isLate = (due: number | null) => due !== null && due * 1000 < clock.now()
  expect(new Set(invoices.map(({ status }) => status))).toEqual(
    new Set(['draft', 'open', 'paid', 'void', 'uncollectible']),
  )
  expect(invoices.some(({ status, due_date }) => status === 'open' && isLate(due_date))).toBe(true)
  const mails = (await (await fetch(`${world.mailbox}/api/mails`)).json()) as { subject: string }[]
  expect(mails.length).toBeGreaterThan(5)
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000)
})

test('a restarted world keeps its data, documents, links and clock', { timeout }, async () => {
  const [before, invoices, wasAt] = [running.world, await invoicesOf(running.world), running.clock.now()]
  await running.stop()
  running = await startWorld({ dir: join(dir, 'data'), ports, cron: false })
  // A portal session lasts a day, so that each start opens a new one.
  const { portalUrl, ...kept } = running.world
  expect({ ...kept, portalUrl: before.portalUrl }).toEqual(before)
  expect((await fetch(portalUrl!, { redirect: 'manual' })).headers.get('location')).toBe('/p/acct_kranwerk')
  expect(await invoicesOf(running.world)).toEqual(invoices)
  for (const url of shown(running.world).flatMap((url) => [url, `${url}/invoice.pdf`]))
    expect((await fetch(url)).status, url).toBe(200)
  expect(running.clock.now()).toBeGreaterThanOrEqual(wasAt)
})
