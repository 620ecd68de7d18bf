import { createHash, createHmac } from 'node:crypto'
import { merchants } from '../../dev/seed/merchants.ts'
import { payInvoices } from '../../src/actions/payments/pay-invoices.ts'
import { refreshPaymentOfCustomer } from '../../src/actions/payments/refresh-payment.ts'
import { unitOfWork, type Written } from '../../src/actions/unit-of-work.ts'
import { scopesOf } from '../../src/core/access/caller.ts'
import { type HeldWebhook, secrets, type World } from './world.ts'

const appUrl = 'http://127.0.0.1:8787'
const providerUrl = 'http://127.0.0.1:2'

/** The first seeded merchant, to whom every history belongs; the second one must stay untouched. */
export const merchant = merchants[0]!
const keys = secrets.merchants[merchant.account.id]!

export type KnownInvoice = {
  readonly id: string
  readonly customer: string
  readonly token: string
  readonly takesTransfers: boolean
  readonly takesParts: boolean
}

/** What the actors of a history know. */
export type ActorState = {
  readonly customers: string[]
  readonly invoices: KnownInvoice[]
  /** Open pages of the provider. */
  readonly checkouts: string[]
  /** Return URLs to which the provider redirected payers. */
  readonly returns: string[]
  readonly revokedTokens: string[]
  /** Operations acknowledged with a 2xx, to be checked at the end. */
  readonly promises: { readonly what: string; readonly isKept: () => boolean }[]
  /** Responses by idempotency key, so that a retry can be compared. */
  readonly answered: Map<string, { path: string; body: URLSearchParams; text: string; at: number }>
}

export type Actors = ReturnType<typeof createActors>

type Chance = () => number

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const keyLifeMs = 23 * hourMs

export function createActors(world: World, chance: Chance) {
  const memory: ActorState = {
    customers: world.database.rows<{ id: string }>('SELECT id FROM customers ORDER BY id').map(({ id }) => id),
    invoices: [],
    checkouts: [],
    returns: [],
    revokedTokens: [],
    promises: [],
    answered: new Map(),
  }
  let keysMade = 0
  let lastAdding: string | null = null

  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)]
  const oneOf = <T>(...from: [T, ...T[]]): T => pick(from) as T
  const maybe = (probability: number) => chance() < probability
  /** From a third to all of an amount, in tens. */
  const partOf = (minor: number) => oneOf(minor, Math.max(10, Math.floor(minor / oneOf(2, 3) / 10) * 10))

  /** How many objects the merchant's client requested, by the path that creates them. */
  const requested = new Map<string, Set<string>>()

  /** A call of the merchant's client, with its key, retried under the same idempotency key until it is answered. */
  async function api(path: string, params: Record<string, string>, key = `key-${++keysMade}`): Promise<Json | null> {
    const body = new URLSearchParams(params)
    requested.set(path, (requested.get(path) ?? new Set()).add(key))
    const since = memory.answered.get(key)?.at ?? world.clock.now()
    // An idempotency key is valid for a day; a later retry would be a new request.
    for (let tries = 0; tries < 4 && world.clock.now() - since < keyLifeMs; tries++) {
      const headers = { authorization: `Bearer ${keys.apiKey}`, 'idempotency-key': key }
      const answer = await world.request(`merchant ${path}`, path, { method: 'POST', headers, body })
      if (answer === null || answer.status >= 500 || answer.status === 409 || answer.status === 429) continue
      const text = await answer.text()
      if (answer.ok) remember(key, path, body, text, since)
      return answer.ok ? (JSON.parse(text) as Json) : null
    }
    return null
  }

  function remember(key: string, path: string, body: URLSearchParams, text: string, at: number): void {
    const before = memory.answered.get(key)
    if (before && before.text !== text) world.violations.push(`${path} was answered differently under one key`)
    if (!before) memory.answered.set(key, { path, body, text, at })
  }

  const promise = (what: string, isKept: () => boolean) => void memory.promises.push({ what, isKept })

  const found = (sql: string, ...params: unknown[]) => world.database.rows<{ found: unknown }>(sql, ...params)[0]?.found

  /** An invoice on which something can still happen, as far as the actors know. */
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

  /** A call of the merchant to the provider directly. */
  function atProvidersApi(path: string, form: Record<string, string>): Promise<Response> {
    const headers = { authorization: `Bearer ${keys.providerKey}` }
    const body = new URLSearchParams(form)
    return world.sandbox.fetch(new Request(`${providerUrl}/v1/${path}`, { method: 'POST', headers, body }))
  }

  const control = (path: string, asked: object = {}) =>
    world.sandbox.fetch(new Request(`${providerUrl}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(asked) }))

  const truth = () => world.sandbox.truth(merchant.providerAccount)

  const fromOurPage = { origin: appUrl, 'sec-fetch-site': 'same-origin' }

  const operations = {
    /** Creates a draft with lines, finalizes it and sends it, or has it charged automatically. */
    async bill() {
      const customer = pick(memory.customers)
      if (customer) await billed(customer, oneOf('eur', 'eur', 'eur', 'jpy', 'kwd'))
    },

    /** Two or three invoices for one customer in one currency. */
    async billSeveral() {
      const customer = pick(memory.customers)
      const currency = oneOf('eur', 'eur', 'eur', 'jpy', 'kwd')
      for (let left = oneOf(2, 2, 3); customer && left > 0; left--) await billed(customer, currency)
    },

    /** The customer pays several of their invoices with one payment; now and then the sum that they were shown is outdated. */
    async payTogether() {
      const several = severalInvoices()
      if (!several) return
      const { customer, invoiceIds, remainingMinor } = several
      const kept = pick(methodsOf(customer))
      const methodId = kept && maybe(0.5) ? kept : null
      const paid = await world.act('customer pays several', (deps, written) =>
        payInvoices(deps, unitOf(customer, written), {
          customerId: customer,
          invoiceIds,
          amountMinor: remainingMinor + (maybe(0.05) ? 10 : 0),
          methodId,
          keepMethod: maybe(0.3),
          returnPath: '/together',
          language: 'en',
        }),
      )
      const url = paid?.ok ? paid.value.payment.url : null
      if (url) memory.checkouts.push(url)
      if (url && maybe(0.3)) followRedirect(await atProvider(url, typed(oneOf('4242424242424242', 'transfer'))))
    },

    /** The customer opens the page, which reports the view. */
    async look() {
      const invoice = anInvoice()
      if (!invoice) return
      const answer = await world.request('customer looks', `/i/${invoice.token}`)
      if (answer?.status === 200) {
        if (maybe(0.5)) await world.request('customer looks', `/i/${invoice.token}/panel?looks=1`)
        await world.request('page says seen', `/i/${invoice.token}/views`, { method: 'POST', headers: fromOurPage })
      }
    },

    /** The customer presses "pay": to the provider's checkout, or with a saved method. */
    async pay() {
      const invoice = anInvoice()
      if (!invoice) return
      const kept = pick(methodsOf(invoice.customer))
      const method = kept && maybe(0.5) ? kept : 'checkout'
      await pressPay(invoice, { method, ...(method === 'checkout' && maybe(0.3) && { keep: 'yes' }) })
    },

    /**
     * The customer pays a part, on the page that they reach by their link or from the portal: now and then one that is not taken, of an
     * amount that is outdated, or in two tabs at once.
     */
    async payPart() {
      const invoice =
        pick(memory.invoices.filter(({ takesParts }) => takesParts)) ?? (maybe(0.1) ? anInvoice() : undefined)
      if (!invoice) return
      const remaining = remainingOf(invoice)
      const kept = pick(methodsOf(invoice.customer))
      const method = kept && maybe(0.5) ? kept : 'checkout'
      const place = maybe(0.3) ? await placeFromPortal(invoice) : invoice.token
      const press = () => {
        const tenths = oneOf(3, 4, 5, 5, 8)
        const part = maybe(0.2) ? oneOf(1, remaining - 10, remaining + 10) : Math.floor((remaining * tenths) / 100) * 10
        const shown = maybe(0.1) ? remaining + 10 : remaining
        return pressPay({ ...invoice, token: place }, { method, part: String(Math.max(0, part)) }, shown)
      }
      const urls = maybe(0.2) ? await Promise.all([press(), press()]) : [await press()]
      const url = urls.find((one) => one !== null)
      if (url && maybe(0.5)) followRedirect(await atProvider(url, typed('4242424242424242')))
    },

    /** The customer goes to the provider's checkout and chooses to transfer the money. */
    async chooseTransfer() {
      const invoice = pick(memory.invoices.filter(({ takesTransfers }) => takesTransfers))
      const url = invoice && (await pressPay(invoice, { method: 'checkout' }))
      if (url) followRedirect(await atProvider(url, typed('transfer')))
    },

    /** The customer acts on one of the provider's latest pages. */
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
        'transfer',
      )
      const answer = await atProvider(url, typed(by))
      if (by === 'sepa fails' && maybe(0.5)) await returnDebitUnreported()
      const next = followRedirect(answer)
      if (next?.includes('/3ds/') && maybe(0.7)) await authenticate(next)
    },

    /** Who chose to transfer does so: all of it, a part, what is missing, or too much; also for a payment that has ended. */
    async transfer() {
      const chosen = truth().payments.filter(({ method }) => method === 'customer_balance')
      const waiting = chosen.filter(({ status }) => status === 'requires_action')
      const payment = pick(waiting.length > 0 && maybe(0.8) ? waiting : chosen)
      if (!payment) return
      const { id, customer, currency, amount, amountTransferred } = payment
      await control('transfers', {
        account: merchant.providerAccount,
        customer,
        currency,
        amount: oneOf(partOf(amount), partOf(amount), amount - amountTransferred || amount, amount + 10),
        ...(maybe(0.7) && { reference: id.slice(-8).toUpperCase() }),
      })
      await world.sandbox.tick()
      // It is known here before the next part is sent, or before the merchant does anything.
      if (maybe(0.5)) await deliverAll()
    },

    /** The merchant cancels a payment that waits for a transfer, on the provider's own pages. */
    async cancelTransfer() {
      const waiting = truth().payments.filter(
        ({ method, status }) => method === 'customer_balance' && status === 'requires_action',
      )
      const payment = pick(waiting.filter(({ amountTransferred }) => amountTransferred > 0)) ?? pick(waiting)
      if (payment) await atProvidersApi(`payment_intents/${payment.id}/cancel`, {})
      await world.sandbox.tick()
    },

    /** The payer returns from the provider, possibly more than once. */
    async comeBack() {
      const url = pick(memory.returns)
      const paymentId = url?.startsWith(`${appUrl}/together`) ? new URL(url).searchParams.get('after') : null
      if (paymentId) await comeBackTogether(paymentId)
      else if (url) await world.request('payer returns', url)
    },

    async freshLink() {
      const invoice = anInvoice()
      if (invoice)
        await world.request('asks for a fresh link', `/i/${invoice.token}`, { method: 'POST', headers: fromOurPage })
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

    /** The merchant corrects an invoice by a draft copy that replaces it, while its customer may pay it. */
    async revise() {
      const invoice = anInvoice()
      if (!invoice) return
      const from = { 'from_invoice[action]': 'revision', 'from_invoice[invoice]': invoice.id }
      const drafted = await api('/v1/invoices', { ...from, description: 'Corrected' })
      if (!drafted) return
      if (maybe(0.4)) await pressPay(invoice, { method: 'checkout' })
      const finalized = await api(`/v1/invoices/${drafted.id}/finalize`, {})
      if (!finalized?.hosted_invoice_url) return
      promise(`${drafted.id} replaced ${invoice.id}`, () => statusOf(invoice) === 'void')
      const token = new URL(finalized.hosted_invoice_url).pathname.slice(3)
      memory.invoices.push({ ...invoice, id: drafted.id, token })
    },

    /** A customer whose name has changed has an invoice corrected in the portal, by one press or two, while it may be paid. */
    async correct() {
      const invoice = anInvoice()
      const browser = invoice && openPortal(invoice.customer)
      if (!browser) return
      if (!(await api(`/v1/customers/${invoice.customer}`, { name: `Wieland ${++keysMade}` }))) return
      const page = await browser('GET', `correction?invoice=${invoice.id}`)
      const shown = (await page?.text()) ?? ''
      const hidden = [...shown.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      const form = Object.fromEntries(hidden.map(([, name, value]) => [name, value!]))
      if (form.kind !== 'at_once') return
      if (maybe(0.4)) await pressPay(invoice, { method: 'checkout' })
      const presses = maybe(0.4) ? [1, 2] : [1]
      const answers = await Promise.all(presses.map(() => browser('POST', 'correction', form)))
      if (!answers.some((answer) => answer?.status === 303)) return
      promise(`${invoice.id} was corrected`, () => statusOf(invoice) === 'void')
      const id = found("SELECT json_extract(state, '$.replacedBy.id') AS found FROM invoices WHERE id = ?", invoice.id)
      const opened = id ? await browser('GET', `invoices/${id}`) : null
      const location = opened ? opened.headers.get('location') : null
      if (location?.startsWith('/i/')) memory.invoices.push({ ...invoice, id: String(id), token: location.slice(3) })
    },

    async giveUp() {
      const invoice = anInvoice()
      if (invoice) await api(`/v1/invoices/${invoice.id}/mark_uncollectible`, {})
    },

    async holdStill() {
      const invoice = anInvoice()
      if (invoice) await api(`/v1/invoices/${invoice.id}`, { auto_advance: oneOf('true', 'false') })
    },

    /** The merchant revokes a link, which is refused from the next request on. */
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
      const answer = await world.request('a stranger looks', `/i/${token}`)
      if (answer?.status === 200) world.violations.push('a revoked link was let in')
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

    /** The customer saves a method in the portal, on the provider's page, and comes back or does not. */
    async addMethod() {
      const customer = pick(memory.customers)
      const browser = customer && openPortal(customer)
      if (!browser) return
      lastAdding = customer
      const begun = await browser('POST', 'methods', maybe(0.6) ? { default: 'yes' } : {})
      const url = begun?.headers.get('location')
      if (!url?.startsWith(providerUrl)) return
      const by = oneOf('4242424242424242', '4000000000000341', '4000002500003155', 'sepa', 'sepa fails')
      let to = (await atProvider(url, typed(by))).headers.get('location')
      if (to?.includes('/3ds/'))
        to = (await atProvider(to, { outcome: oneOf('complete', 'fail') })).headers.get('location')
      if (maybe(0.3)) await deliverAll()
      if (to?.startsWith(appUrl) && maybe(0.6)) await browser('GET', new URL(to).pathname.split('/').slice(3).join('/'))
      if (maybe(0.3)) await deliverAll()
    },

    /** The customer removes a saved method, which is gone from then on. */
    async removeMethod() {
      const customer = lastAdding !== null && maybe(0.8) ? lastAdding : pick(memory.customers)
      const browser = customer && openPortal(customer)
      const method = customer && (maybe(0.7) ? methodsOf(customer).at(-1) : pick(methodsOf(customer)))
      if (!browser || !method) return
      const next = pick(methodsOf(customer).filter((other) => other !== method))
      const removed = await browser('POST', `methods/${method}/removal`, next ? { next } : {})
      if (removed?.headers.get('location')?.endsWith('after=removed'))
        promise(`${method} was removed`, () => !methodsOf(customer).includes(method))
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
      // A metadata update by the merchant, which the provider reports as a change of the refund.
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

    /** The merchant's client repeats an earlier call of this day under the same key. */
    async repeat() {
      const recent = [...memory.answered].filter(([, { at }]) => world.clock.now() - at < keyLifeMs)
      const [key, before] = pick(recent) ?? []
      if (key && before) await api(before.path, Object.fromEntries(before.body), key)
    },
  }

  /** An invoice of the customer, sent to them or to be charged. */
  async function billed(customer: string, currency: string): Promise<void> {
    const isCharged = methodsOf(customer).length > 0 && maybe(0.6)
    const takesTransfers = !isCharged && currency !== 'kwd' && maybe(0.6)
    // Without a draw, so that histories which were kept from before go on as they did.
    const takesParts = !isCharged && keysMade % 4 < 3
    const created = await api('/v1/invoices', {
      customer,
      currency,
      collection_method: isCharged ? 'charge_automatically' : 'send_invoice',
      ...(!isCharged && { days_until_due: String(oneOf(0, 1, 4, 10)) }),
      ...(takesTransfers && withTransfers),
      ...(takesParts && { minimum_payment_percent: keysMade % 4 === 0 ? '30' : '1' }),
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
        description: 'Crane rental',
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
    memory.invoices.push({ id, customer, token: new URL(url).pathname.slice(3), takesTransfers, takesParts })
  }

  /** Some invoices of one customer in one currency, open but for a few, as the customer's list of them would show. */
  function severalInvoices() {
    type Listed = { id: string; customer: string; currency: string; status: string; due: number }
    const listed = world.database
      .rows<Listed>(
        'SELECT id, customer_id AS customer, currency, status, amount_remaining_minor AS due FROM invoices ORDER BY id',
      )
      .filter(({ status }) => status === 'open' || status === 'uncollectible' || (status !== 'draft' && maybe(0.05)))
    const several = [...Map.groupBy(listed, ({ customer, currency }) => `${customer} ${currency}`).values()]
      .filter(({ length }) => length > 1)
      .map((all) => all.slice(0, oneOf(2, 3, all.length)))
    const chosen = pick(several)
    return chosen?.[0]
      ? {
          customer: chosen[0].customer,
          invoiceIds: chosen.map(({ id }) => id),
          remainingMinor: chosen.reduce((sum, { due }) => sum + due, 0),
        }
      : null
  }

  const unitOf = (customerId: string, written: Written) =>
    unitOfWork(
      {
        accountId: merchant.account.id,
        actor: { kind: 'link', id: 'lnk_customer' },
        scopes: scopesOf.link,
        reach: { kind: 'customer', customerId },
      },
      { written },
    )

  /** The payer of several invoices returns, as to a page of theirs. */
  async function comeBackTogether(paymentId: string): Promise<void> {
    const sql = 'SELECT customer_id AS found FROM payments p JOIN invoices i ON i.id = p.invoice_id WHERE p.id = ?'
    const customerId = String(found(sql, paymentId))
    await world.act('payer of several returns', (deps, written) =>
      refreshPaymentOfCustomer(deps, unitOf(customerId, written), { customerId, paymentId }),
    )
  }

  let sessions = 0

  /** The browser of a customer who is signed in to the portal; null while their rows are being moved. */
  function openPortal(customer: string) {
    if (world.isMoving()) return null
    const secret = `${String(++sessions).padStart(6, '0')}${'A'.repeat(37)}`
    const now = world.clock.now()
    const row = {
      account_id: merchant.account.id,
      id: `bps_${sessions}`,
      customer_id: customer,
      cookie_hash: createHash('sha256').update(secret).digest('hex'),
      way: 'code',
      created_at: now,
      last_used_at: now,
      usable_until: now + hourMs,
      idle_ms: hourMs,
      expires_at: now + dayMs,
    }
    const names = Object.keys(row)
    const sql = `INSERT INTO portal_sessions (${names}) VALUES (${names.map(() => '?')}) RETURNING id`
    world.database.rows(sql, ...Object.values(row))
    const headers = { ...fromOurPage, cookie: `portal-${merchant.account.id}=${secret}` }
    return (method: 'GET' | 'POST', path: string, form: Record<string, string> = {}) =>
      world.request(`customer ${method} ${path}`, `/p/${merchant.account.id}/${path}`, {
        method,
        headers,
        ...(method === 'POST' && { body: new URLSearchParams(form) }),
      })
  }

  async function deliverAll(): Promise<void> {
    for (const webhook of world.heldWebhooks.splice(0)) await deliver(world, webhook)
  }

  /** Presses "pay" on the page. Returns the provider's page that it leads to, if it does. */
  async function pressPay(
    invoice: KnownInvoice,
    form: Record<string, string>,
    shownMinor = remainingOf(invoice),
  ): Promise<string | null> {
    const body = new URLSearchParams({ ...form, amount: String(shownMinor) })
    const answer = await world.request(`customer pays ${form.method}`, `/i/${invoice.token}/payments`, {
      method: 'POST',
      headers: fromOurPage,
      body,
    })
    const to = answer?.headers.get('location')
    if (!to?.startsWith(providerUrl)) return null
    memory.checkouts.push(to)
    return to
  }

  /** What stands for the invoice in the address of its page for somebody who comes from the portal. */
  async function placeFromPortal({ id, customer, token }: KnownInvoice): Promise<string> {
    const answer = await openPortal(customer)?.('GET', `invoices/${id}`)
    return answer?.headers.get('location')?.match(/\/i\/(.+)$/)?.[1] ?? token
  }

  /** A debit is returned days later, while webhooks about it are lost. */
  async function returnDebitUnreported(): Promise<void> {
    for (const _ of world.heldWebhooks.splice(0)) world.count('webhook dropped')
    await wait(world, 10 * dayMs)
  }

  /** The customer is asked to authenticate; if that fails, they pay by debit instead. */
  async function authenticate(url: string): Promise<void> {
    // The webhook about the authentication arrives before the customer completes it.
    if (maybe(0.5)) await deliverAll()
    const outcome = oneOf('complete', 'fail')
    const next = followRedirect(await atProvider(url, { outcome }))
    if (outcome === 'fail' && next) followRedirect(await atProvider(next, typed('sepa')))
  }

  /** Stores the provider's redirect; returns it where it is another page of the provider. */
  function followRedirect(answer: Response): string | null {
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

  /** The merchant's initial customers: with a card, with one that will be declined, and without. */
  async function arrive(): Promise<void> {
    for (const [name, card, domain = 'example.com'] of cast) {
      const email = `${name.split(' ')[0]!.toLowerCase()}@${domain}`
      const customer = await api('/v1/customers', {
        name,
        email,
        ...(name !== 'Tess Bakery' && home),
        ...bookkeeper(domain),
      })
      if (!customer?.id) throw new Error('A history begins with its customers.')
      const attached = card && (await api(`/v1/payment_methods/${card}/attach`, { customer: customer.id }))
      if (!attached) continue
      await api(`/v1/customers/${customer.id}`, { 'invoice_settings[default_payment_method]': attached.id })
      if (card === 'pm_success_de') await giveMandate(customer.id, attached.id)
    }
  }

  /** Somebody at the customer's who gets a copy of each mail. */
  const bookkeeper = (domain: string) => ({
    'contacts[0][email]': `books@${domain}`,
    'contacts[0][roles][0]': 'everything',
  })

  /** Creates the customer's mandate for debits, given once on the provider's page. */
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

  /** Tables with more rows than objects were requested under different idempotency keys. */
  const duplicates = (): string[] =>
    Object.entries({ '/v1/invoices': requestedInvoices, '/v1/invoiceitems': requestedItems }).flatMap(
      ([path, table]) => {
        const made = Number(found(`SELECT count(*) AS found FROM ${table}`))
        const asked = requested.get(path)?.size ?? 0
        return made > asked ? [`${made} ${table} where ${asked} were asked for`] : []
      },
    )

  return { memory, operations, arrive, duplicates }
}

/** A corrected invoice was asked for in the portal. */
const requestedInvoices =
  "invoices WHERE id NOT IN (SELECT object_id FROM events WHERE type = 'invoice.created' AND actor LIKE 'portal:%')"

/** A revision has items of its own that nobody asked for. */
const requestedItems =
  "invoice_items WHERE coalesce(invoice_id, '') NOT IN (SELECT id FROM invoices WHERE json_extract(state, '$.revisionOf.id') IS NOT NULL)"

const withTransfers = Object.fromEntries(
  ['customer_balance', 'card', 'sepa_debit'].map((type, at) => [`payment_settings[payment_method_types][${at}]`, type]),
)

type Json = { id: string; number?: string; hosted_invoice_url?: string }

/** An e-invoice needs an address; one customer has none. */
const home = { 'address[line1]': 'Torstraße 12', 'address[city]': 'Berlin', 'address[country]': 'DE' }

/** Name, method kept from the start, and where their mail goes if not to a server that takes it. */
const cast: readonly (readonly [name: string, card: string | null, domain?: string])[] = [
  ['Jonas Wieland', 'pm_card_visa'],
  ['Nora Whitcomb', 'pm_card_chargeCustomerFail'],
  ['Margaux Lefèvre', null, 'refused.example'],
  ['Helga Sigurdardottir', 'pm_card_authenticationRequired'],
  ['Tess Bakery', 'pm_success_de'],
]

function typed(what: string): Record<string, string> {
  if (what === 'transfer') return { method: 'customer_balance', email: 'jonas@example.com' }
  if (what === 'sepa' || what === 'sepa fails') {
    const iban = what === 'sepa' ? 'DE89370400440532013000' : 'DE62370400440532013001'
    return { method: 'sepa_debit', iban, sepa_debit_name: 'Jonas Wieland', email: 'jonas@example.com' }
  }
  return { method: 'card', number: what, expiry: '12/34', cvc: '123', name: 'Jonas', email: 'jonas@example.com' }
}

/** Advances the clock; requests that are still running after hours are ended, as the platform would. */
export async function wait(world: World, ms: number): Promise<void> {
  if (ms >= hourMs && world.scheduler.crashAll() > 0) world.count('everything crashes')
  await world.clock.advance(ms)
}

/** Delivers a webhook; one without a 2xx is retried later, as by the provider. */
export async function deliver(world: World, webhook: HeldWebhook): Promise<void> {
  const answer = await postWebhook(world, webhook)
  if (answer?.ok) return void world.accepted.add(webhook.id)
  world.count('webhook sent again')
  world.heldWebhooks.push(webhook)
}

/** Posts a webhook, signed anew at each try. */
function postWebhook(world: World, { url, body }: HeldWebhook): Promise<Response | null> {
  const seconds = Math.floor(world.clock.now() / 1000)
  const v1 = createHmac('sha256', keys.webhookSecret).update(`${seconds}.${body}`).digest('hex')
  const headers = { 'stripe-signature': `t=${seconds},v1=${v1}`, 'content-type': 'application/json' }
  return world.request('webhook', url, { method: 'POST', headers, body })
}
