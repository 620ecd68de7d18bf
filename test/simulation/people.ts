import { createHmac } from 'node:crypto'
import { merchants } from '../../dev/seed/merchants.ts'
import { type Letter, secrets, type World } from './world.ts'

const appUrl = 'http://127.0.0.1:8787'
const providerUrl = 'http://127.0.0.1:2'

/** The first merchant of the cast; every history is theirs, and the second one only looks on. */
export const merchant = merchants[0]!
const keys = secrets.merchants[merchant.account.id]!

export type KnownInvoice = { readonly id: string; readonly customer: string; readonly token: string }

/** What the people of a history remember. */
export type Memory = {
  readonly customers: string[]
  readonly invoices: KnownInvoice[]
  /** Pages of the provider that somebody has open. */
  readonly checkouts: string[]
  /** Where the provider sent payers back to. */
  readonly returns: string[]
  readonly revokedTokens: string[]
  /** What was promised by a 2xx, to be found at the end. */
  readonly promises: { readonly what: string; readonly isKept: () => boolean }[]
  /** Answers by idempotency key, so that a repeat can be compared. */
  readonly answered: Map<string, { path: string; body: URLSearchParams; text: string; at: number }>
}

export type People = ReturnType<typeof createPeople>

type Chance = () => number

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const keyLifeMs = 23 * hourMs

export function createPeople(world: World, chance: Chance) {
  const memory: Memory = {
    customers: world.database.rows<{ id: string }>('SELECT id FROM customers ORDER BY id').map(({ id }) => id),
    invoices: [],
    checkouts: [],
    returns: [],
    revokedTokens: [],
    promises: [],
    answered: new Map(),
  }
  let keysMade = 0

  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)]
  const oneOf = <T>(...from: [T, ...T[]]): T => pick(from) as T
  const maybe = (probability: number) => chance() < probability
  /** From a third to all of an amount, in tens. */
  const partOf = (minor: number) => oneOf(minor, Math.max(10, Math.floor(minor / oneOf(2, 3) / 10) * 10))

  /** How many objects the merchant's program asked for, by the path that makes them. */
  const wished = new Map<string, Set<string>>()

  /** The merchant's program: it says who it is, and repeats under the same key what got no answer. */
  async function api(path: string, params: Record<string, string>, key = `key-${++keysMade}`): Promise<Json | null> {
    const body = new URLSearchParams(params)
    wished.set(path, (wished.get(path) ?? new Set()).add(key))
    const since = memory.answered.get(key)?.at ?? world.clock.now()
    // A key is promised for a day; a program that asks again later asks for something new.
    for (let tries = 0; tries < 4 && world.clock.now() - since < keyLifeMs; tries++) {
      const headers = { authorization: `Bearer ${keys.apiKey}`, 'idempotency-key': key }
      const answer = await world.ask(`merchant ${path}`, path, { method: 'POST', headers, body })
      if (answer === null || answer.status >= 500 || answer.status === 409 || answer.status === 429) continue
      const text = await answer.text()
      if (answer.ok) remember(key, path, body, text, since)
      return answer.ok ? (JSON.parse(text) as Json) : null
    }
    return null
  }

  function remember(key: string, path: string, body: URLSearchParams, text: string, at: number): void {
    const before = memory.answered.get(key)
    if (before && before.text !== text) world.wrongs.push(`${path} was answered differently under one key`)
    if (!before) memory.answered.set(key, { path, body, text, at })
  }

  const promise = (what: string, isKept: () => boolean) => void memory.promises.push({ what, isKept })

  const found = (sql: string, ...params: unknown[]) => world.database.rows<{ found: unknown }>(sql, ...params)[0]?.found

  /** An invoice on which something can still happen, as far as its people know. */
  const anInvoice = (): KnownInvoice | undefined => pick(memory.invoices)

  const remainingOf = ({ id }: KnownInvoice): number =>
    Number(found('SELECT amount_remaining_minor AS found FROM invoices WHERE id = ?', id) ?? 0)

  const methodsOf = (customer: string): string[] =>
    (
      JSON.parse(String(found('SELECT state AS found FROM customers WHERE id = ?', customer) ?? '{}')).methods ?? []
    ).map(({ id }: { id: string }) => id)

  async function atProvider(path: string, form: Record<string, string>): Promise<Response> {
    const url = new URL(path, providerUrl)
    const answer = await world.sandbox.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(form) }))
    await world.sandbox.tick()
    return answer
  }

  /** What the merchant asks of the provider directly. */
  function atProvidersApi(path: string, form: Record<string, string>): Promise<Response> {
    const headers = { authorization: `Bearer ${keys.providerKey}` }
    const body = new URLSearchParams(form)
    return world.sandbox.fetch(new Request(`${providerUrl}/v1/${path}`, { method: 'POST', headers, body }))
  }

  const control = (path: string, asked: object = {}) =>
    world.sandbox.fetch(new Request(`${providerUrl}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(asked) }))

  const truth = () => world.sandbox.truth(merchant.providerAccount)

  const fromOurPage = { origin: appUrl, 'sec-fetch-site': 'same-origin' }

  const deeds = {
    /** A draft, its lines, its number, its mail; or a charge by itself. */
    async bill() {
      const customer = pick(memory.customers)
      if (!customer) return
      const currency = oneOf('eur', 'eur', 'eur', 'jpy', 'kwd')
      const isCharged = methodsOf(customer).length > 0 && maybe(0.6)
      const created = await api('/v1/invoices', {
        customer,
        currency,
        collection_method: isCharged ? 'charge_automatically' : 'send_invoice',
        ...(!isCharged && { days_until_due: String(oneOf(0, 1, 4, 10)) }),
      })
      const id = created?.id
      if (!id) return
      for (let line = 0; line < oneOf(1, 1, 2); line++) {
        const unit = currency === 'kwd' ? 1230 * oneOf(1, 3, 10) : oneOf(999, 12_000, 4_500, 100_000)
        const item = {
          customer,
          invoice: id,
          currency,
          unit_amount_decimal: String(unit),
          quantity: String(oneOf(1, 2, 3)),
        }
        if (!(await api('/v1/invoiceitems', item))) return
      }
      const finalized = await api(`/v1/invoices/${id}/finalize`, {})
      if (!finalized) return
      promise(
        `${id} keeps the number ${finalized.number}`,
        () => found('SELECT number AS found FROM invoices WHERE id = ?', id) === finalized.number,
      )
      const sent = isCharged ? finalized : await api(`/v1/invoices/${id}/send`, {})
      const url = (sent ?? finalized).hosted_invoice_url
      if (!url) return
      memory.invoices.push({ id, customer, token: new URL(url).pathname.slice(3) })
    },

    /** The customer looks at the page; the page says that it was looked at. */
    async look() {
      const invoice = anInvoice()
      if (!invoice) return
      const answer = await world.ask('customer looks', `/i/${invoice.token}`)
      if (answer?.status === 200) {
        if (maybe(0.5)) await world.ask('customer looks', `/i/${invoice.token}/panel?looks=1`)
        await world.ask('page says seen', `/i/${invoice.token}/views`, { method: 'POST', headers: fromOurPage })
      }
    },

    /** The customer presses "pay": to the provider's checkout, or with a kept method. */
    async pay() {
      const invoice = anInvoice()
      if (!invoice) return
      const kept = pick(methodsOf(invoice.customer))
      const method = kept && maybe(0.5) ? kept : 'checkout'
      const amount = String(remainingOf(invoice))
      const body = new URLSearchParams({ method, amount, ...(method === 'checkout' && maybe(0.3) && { keep: 'yes' }) })
      const answer = await world.ask(`customer pays ${method}`, `/i/${invoice.token}/payments`, {
        method: 'POST',
        headers: fromOurPage,
        body,
      })
      const to = answer?.headers.get('location')
      if (to?.startsWith(providerUrl)) memory.checkouts.push(to)
    },

    /** The customer, on one of the pages of the provider that were shown last. */
    async finish() {
      const url = pick(memory.checkouts.slice(-3))
      if (!url) return
      if (url.includes('/3ds/')) return authenticate(url)
      const by = oneOf(
        '4242424242424242',
        '4242424242424242',
        '4000000000000002',
        '4000002500003155',
        'sepa',
        'sepa fails',
        'sepa fails',
      )
      const answer = await atProvider(url, typed(by))
      if (by === 'sepa fails' && maybe(0.5)) await failUnheard()
      const next = goOn(answer)
      if (next?.includes('/3ds/') && maybe(0.7)) await authenticate(next)
    },

    /** The payer comes back from the provider, perhaps more than once. */
    async comeBack() {
      const url = pick(memory.returns)
      if (url) await world.ask('payer returns', url)
    },

    async freshLink() {
      const invoice = anInvoice()
      if (invoice)
        await world.ask('asks for a fresh link', `/i/${invoice.token}`, { method: 'POST', headers: fromOurPage })
    },

    async outOfBand() {
      const invoice = anInvoice()
      if (!invoice) return
      const remaining = remainingOf(invoice)
      const part = maybe(0.5) ? Math.floor(remaining / 2 / 10) * 10 : 0
      const params = { paid_out_of_band: 'true', ...(part > 0 && { amount: String(part) }) }
      const before = paidElsewhere(invoice)
      const paid = await api(`/v1/invoices/${invoice.id}/pay`, params)
      if (paid) promise(`${invoice.id} was paid elsewhere`, () => paidElsewhere(invoice) > before)
    },

    async charge() {
      const invoice = anInvoice()
      if (invoice) await api(`/v1/invoices/${invoice.id}/pay`, {})
    },

    async voiding() {
      const invoice = anInvoice()
      if (!invoice) return
      const voided = await api(`/v1/invoices/${invoice.id}/void`, {})
      if (voided) promise(`${invoice.id} stays void`, () => statusOf(invoice) === 'void')
    },

    async giveUp() {
      const invoice = anInvoice()
      if (invoice) await api(`/v1/invoices/${invoice.id}/mark_uncollectible`, {})
    },

    async holdStill() {
      const invoice = anInvoice()
      if (invoice) await api(`/v1/invoices/${invoice.id}`, { auto_advance: oneOf('true', 'false') })
    },

    /** A link got into wrong hands: refused from the very next request on. */
    async revoke() {
      const invoice = anInvoice()
      if (!invoice) return
      const { sub: linkId } = JSON.parse(Buffer.from(invoice.token.split('.')[1]!, 'base64url').toString()) as {
        sub: string
      }
      if (!(await api(`/v1/invoices/${invoice.id}/links/${linkId}/revoke`, {}))) return
      memory.revokedTokens.push(invoice.token)
      const at = memory.invoices.indexOf(invoice)
      if (at >= 0) memory.invoices.splice(at, 1)
    },

    async tryRevoked() {
      const token = pick(memory.revokedTokens)
      if (!token) return
      const answer = await world.ask('a stranger looks', `/i/${token}`)
      if (answer?.status === 200) world.wrongs.push('a revoked link was let in')
    },

    async newCard() {
      const customer = pick(memory.customers)
      if (!customer) return
      const card = oneOf(
        'pm_card_visa',
        'pm_card_mastercard',
        'pm_card_chargeCustomerFail',
        'pm_card_authenticationRequired',
        'pm_failed_de',
      )
      const attached = await api(`/v1/payment_methods/${card}/attach`, { customer })
      if (attached?.id)
        await api(`/v1/customers/${customer}`, { 'invoice_settings[default_payment_method]': attached.id })
    },

    async refund() {
      const payment = pick(
        truth().payments.filter(
          (one) => one.status === 'succeeded' && one.disputes.length === 0 && one.amountReceived > one.amountRefunded,
        ),
      )
      if (!payment) return
      const left = payment.amountReceived - payment.amountRefunded
      const amount = maybe(0.5) ? left : Math.max(10, Math.floor(left / 3 / 10) * 10)
      const refunded = await control(`payments/${payment.id}/refund`, { amount: Math.min(left, amount) })
      const { id } = (await refunded.json()) as { id?: string }
      // A note of the merchant's own, which is told of as news about the refund.
      if (id && maybe(0.5)) await atProvidersApi(`refunds/${id}`, { 'metadata[reason]': 'damaged' })
      await world.sandbox.tick()
    },

    async dispute() {
      const payment = pick(
        truth().payments.filter(
          (one) => one.status === 'succeeded' && one.disputes.length === 0 && one.amountRefunded === 0,
        ),
      )
      if (!payment) return
      await control('disputes', { payment: payment.id, ...(maybe(0.4) && { amount: partOf(payment.amountReceived) }) })
      await world.sandbox.tick()
    },

    async endDispute() {
      const dispute = pick(truth().disputes.filter(({ status }) => status === 'needs_response'))
      if (!dispute) return
      const paid = truth().payments.find(({ id }) => id === dispute.payment)!.amountReceived
      await control(`disputes/${dispute.id}/${oneOf('win', 'lose')}`, maybe(0.3) ? { amount: partOf(paid) } : {})
      await world.sandbox.tick()
    },

    /** The bank decides again, for the merchant. */
    async winLostDispute() {
      const dispute = pick(truth().disputes.filter(({ status }) => status === 'lost'))
      if (!dispute) return
      await control(`disputes/${dispute.id}/win`)
      await world.sandbox.tick()
    },

    /** The customer's card is closed: what was sent back returns to the merchant. */
    async failRefund() {
      const refund = pick(truth().refunds.filter(({ status }) => status === 'succeeded' || status === 'pending'))
      if (!refund) return
      await control(`refunds/${refund.id}/fail`)
      await world.sandbox.tick()
    },

    /** The merchant's program does once more what it did on this day, under the same key. */
    async repeat() {
      const fresh = [...memory.answered].filter(([, { at }]) => world.clock.now() - at < keyLifeMs)
      const [key, before] = pick(fresh) ?? []
      if (key && before) await api(before.path, Object.fromEntries(before.body), key)
    },
  }

  /** Days later the bank takes a debit back, and nobody heard that it was on its way. */
  async function failUnheard(): Promise<void> {
    for (const _ of world.post.splice(0)) world.count('webhook dropped')
    await wait(world, 10 * dayMs)
  }

  /** The customer's bank asks who it is; who isn't recognized pays by debit instead. */
  async function authenticate(url: string): Promise<void> {
    // While the customer looks for the phone, the merchant hears of it.
    if (maybe(0.5)) for (const letter of world.post.splice(0)) await deliver(world, letter)
    const outcome = oneOf('complete', 'fail')
    const next = goOn(await atProvider(url, { outcome }))
    if (outcome === 'fail' && next) goOn(await atProvider(next, typed('sepa')))
  }

  /** Remembers where the provider sends the customer; the page of its own that is next, if it is one. */
  function goOn(answer: Response): string | null {
    const to = answer.headers.get('location')
    if (!to) return null
    if (to.startsWith(appUrl)) {
      memory.returns.push(to)
      return null
    }
    const next = new URL(to, providerUrl).href
    memory.checkouts.push(next)
    return next
  }

  const paidElsewhere = ({ id }: KnownInvoice): number =>
    Number(
      found(
        "SELECT count(*) AS found FROM events WHERE object_id = ? AND type = 'payment.started' AND json_extract(data, '$.kind') = 'out_of_band'",
        id,
      ),
    )

  const statusOf = ({ id }: KnownInvoice) => found('SELECT status AS found FROM invoices WHERE id = ?', id)

  /** Whom the merchant knows from the start: with a card, with one that will be declined, with none. */
  async function arrive(): Promise<void> {
    for (const [name, card, domain = 'example.com'] of cast) {
      const email = `${name.split(' ')[0]!.toLowerCase()}@${domain}`
      const customer = await api('/v1/customers', { name, email })
      if (!customer?.id) throw new Error('A history begins with its customers.')
      const attached = card && (await api(`/v1/payment_methods/${card}/attach`, { customer: customer.id }))
      if (!attached) continue
      await api(`/v1/customers/${customer.id}`, { 'invoice_settings[default_payment_method]': attached.id })
      if (card === 'pm_success_de') await giveMandate(customer.id, attached.id)
    }
  }

  /** A debit needs the customer's mandate, given once on the provider's page. */
  async function giveMandate(customerId: string, methodId: string): Promise<void> {
    const state = String(found('SELECT state AS found FROM customers WHERE id = ?', customerId))
    const { providerCustomerId } = JSON.parse(state) as { providerCustomerId: string }
    const form = {
      customer: providerCustomerId,
      payment_method: methodId,
      'allowed_payment_method_types[0]': 'sepa_debit',
      confirm: 'true',
      'mandate_data[customer_acceptance][type]': 'offline',
    }
    const answer = await atProvidersApi('setup_intents', form)
    if (!answer.ok) throw new Error(`No mandate: ${await answer.text()}`)
  }

  /** One key, one object: there are never more than were asked for. */
  const madeTwice = (): string[] =>
    Object.entries({ '/v1/invoices': 'invoices', '/v1/invoiceitems': 'invoice_items' }).flatMap(([path, table]) => {
      const made = Number(found(`SELECT count(*) AS found FROM ${table}`))
      const asked = wished.get(path)?.size ?? 0
      return made > asked ? [`${made} ${table} where ${asked} were asked for`] : []
    })

  return { memory, deeds, arrive, madeTwice }
}

type Json = { id: string; number?: string; hosted_invoice_url?: string }

/** Name, method kept from the start, and where their mail goes if not to a server that takes it. */
const cast: readonly (readonly [name: string, card: string | null, domain?: string])[] = [
  ['Jonas Wieland', 'pm_card_visa'],
  ['Nora Whitcomb', 'pm_card_chargeCustomerFail'],
  ['Margaux Lefèvre', null, 'refused.example'],
  ['Helga Sigurdardottir', 'pm_card_authenticationRequired'],
  ['Tess Bakery', 'pm_success_de'],
]

function typed(what: string): Record<string, string> {
  if (what === 'sepa' || what === 'sepa fails') {
    const iban = what === 'sepa' ? 'DE89370400440532013000' : 'DE62370400440532013001'
    return { method: 'sepa_debit', iban, sepa_debit_name: 'Jonas Wieland', email: 'jonas@example.com' }
  }
  return { method: 'card', number: what, expiry: '12/34', cvc: '123', name: 'Jonas', email: 'jonas@example.com' }
}

/** No request outlives hours: what is still under way then was ended by the platform long ago. */
export async function wait(world: World, ms: number): Promise<void> {
  if (ms >= hourMs && world.scheduler.crashAll() > 0) world.count('everything crashes')
  await world.clock.advance(ms)
}

/** A message that gets no 2xx is sent again later, as its sender does. */
export async function deliver(world: World, letter: Letter): Promise<void> {
  const answer = await bring(world, letter)
  if (answer?.ok) return void world.accepted.add(letter.id)
  world.count('webhook sent again')
  world.post.push(letter)
}

/** Brings a message of the provider, signed as of now, as each of its tries is. */
function bring(world: World, { url, body }: Letter): Promise<Response | null> {
  const seconds = Math.floor(world.clock.now() / 1000)
  const v1 = createHmac('sha256', keys.webhookSecret).update(`${seconds}.${body}`).digest('hex')
  const headers = { 'stripe-signature': `t=${seconds},v1=${v1}`, 'content-type': 'application/json' }
  return world.ask('webhook', url, { method: 'POST', headers, body })
}
