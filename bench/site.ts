import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '../dev/ports.ts'
import { readSecrets } from '../dev/secrets.ts'
import { startWorld } from '../dev/world.ts'
import { linkKeys } from '../src/crypto/link-keys.ts'
import { signLink } from '../src/crypto/link-token.ts'
import { linkUrl, paths } from '../src/paths.ts'
import { apiOf, draftOf } from './api-client.ts'

/** The pages of invoices, one per state, and those of the portal with the cookie of a session, in a running world. */
type Site = {
  readonly pages: Readonly<Record<string, string>>
  readonly portal: { readonly pages: Readonly<Record<string, string>>; readonly cookie: string }
  stop(): Promise<void>
}

export async function openSite(): Promise<Site> {
  const dir = await mkdtemp(join(tmpdir(), 'remit-bench-'))
  const [app, mailbox, sandbox, database, smtp] = (await freePorts(5)) as [number, number, number, number, number]
  const data = join(dir, 'data')
  const running = await startWorld({ dir: data, ports: { app, mailbox, sandbox, database, smtp }, cron: false })
  const stop = async () => {
    await running.stop()
    await rm(dir, { recursive: true, force: true })
  }
  try {
    return { pages: await pagesOf(running, data), portal: await portalOf(running.world), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Running = Awaited<ReturnType<typeof startWorld>>

async function pagesOf({ world, clock }: Running, data: string): Promise<Record<string, string>> {
  const api = apiOf(world.app, world.apiKey)
  const sent = async () => api(`invoices/${(await draftOf(api)).id}/send`)
  const [part, gone, onItsWay] = [await sent(), await sent(), await sent()]
  await api(`invoices/${part.id}/pay`, { paid_out_of_band: 'true', amount: '50000' })
  await api(`invoices/${gone.id}/void`)
  await payByDebit(world, onItsWay)
  const keys = linkKeys({ current: 'k1', keys: { k1: readSecrets(join(data, 'secrets.json')).linkKey } })
  const claims = { accountId: world.accountId, invoiceId: part.id, linkId: 'lnk_bench' }
  const expired = await signLink(keys, claims, clock.now() - 1000)
  return {
    open: world.invoiceUrl!,
    'past due': world.pastDueInvoiceUrl!,
    'part paid': part.hosted_invoice_url,
    processing: onItsWay.hosted_invoice_url,
    paid: world.paidInvoiceUrl!,
    void: gone.hosted_invoice_url,
    'expired link, with the form for a fresh one': linkUrl(world.app, paths.invoice(expired)),
    'bad link': linkUrl(world.app, paths.invoice('nothing')),
    'nothing there': `${world.app}/nothing`,
    home: `${world.app}/`,
  }
}

/** The portal of the seeded customer. */
async function portalOf({ app, accountId, portalUrl, portalLoginUrl }: Running['world']) {
  const entered = await fetch(portalUrl!, { redirect: 'manual' })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`The portal could not be entered: ${entered.status}.`)
  const of = (path: string) => linkUrl(app, path)
  const pages = {
    'sign in': portalLoginUrl,
    overview: of(paths.portal(accountId)),
    invoices: of(paths.portalInvoices(accountId)),
    'pay several': of(`${paths.portalPay(accountId)}?currency=eur`),
    statement: of(paths.portalStatement(accountId)),
    'payment methods': of(paths.portalMethods(accountId)),
    details: of(paths.portalDetails(accountId)),
    contacts: of(paths.portalContacts(accountId)),
    questions: of(paths.portalQuestions(accountId)),
    devices: of(paths.portalSessions(accountId)),
  }
  return { pages, cookie }
}

/** Pays by bank debit at the provider's checkout; the payment is then processing. */
async function payByDebit({ app }: { app: string }, invoice: { hosted_invoice_url: string; amount_remaining: number }) {
  const begun = await fetch(`${invoice.hosted_invoice_url}/payments`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app },
    body: new URLSearchParams({ method: 'checkout', amount: String(invoice.amount_remaining) }),
  })
  const checkout = begun.headers.get('location')
  if (!checkout) throw new Error(`The payment could not be begun: ${begun.status}.`)
  const debit = { method: 'sepa_debit', iban: 'AT611904300234573201', sepa_debit_name: 'Jonas Wieland' }
  const paid = await fetch(checkout, { method: 'POST', redirect: 'manual', body: new URLSearchParams(debit) })
  if (paid.status !== 303) throw new Error(`The checkout answered ${paid.status}.`)
}
