import { linkKeys } from '../../src/crypto/link-keys.ts'
import { readLink, signLink } from '../../src/crypto/link-token.ts'
import { paths } from '../../src/paths.ts'
import { bill, draft, type Issued, keepMethod, newCustomer, payPart, withTransfers } from './billing.ts'
import { payDeclined, payWithoutReturning } from './browser-actions.ts'
import { printedCode } from './codes.ts'
import { checkoutFor, pathOf, post } from './form.ts'
import { harborPine, kranwerk, type Merchant, world } from './merchant.ts'
import { injectFault, transferFor, truthOf } from './provider.ts'
import { secrets } from './secrets.ts'
import { morning, now, settled, tick } from './time.ts'

/** One page in one state. */
export type PageState = {
  readonly name: string
  readonly url: string
  readonly status: number
  /** Whether the page has a primary action, which must be visible at once. */
  readonly hasAction: boolean
}

const sessionOf = async (invoice: Issued, merchant: Merchant = kranwerk) =>
  (await truthOf(merchant)).sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!.id

/** A customer who has chosen to transfer the money at the provider's checkout. */
async function transferChosen(locale: string): Promise<Issued> {
  const invoice = await open(await billed(withTransfers, { preferred_locales: [locale] }))
  await payWithoutReturning(await sessionOf(invoice), { method: 'customer_balance' })
  return invoice
}

const open = async (invoice: Issued) => {
  await post(`${pathOf(invoice)}/payments`, checkoutFor(invoice.amount_remaining))
  return invoice
}

/** A long invoice with every kind of content. */
async function everything(): Promise<Issued> {
  const { remit } = kranwerk
  const full = await remit.taxRates.create({ display_name: 'USt.', percentage: 19, inclusive: false, country: 'DE' })
  const less = await remit.taxRates.create({ display_name: 'USt.', percentage: 7, inclusive: false, country: 'DE' })
  const coupon = await remit.coupons.create({ name: 'Stammkundenrabatt', percent_off: 5, duration: 'once' })
  const jonas = await newCustomer({
    name: 'Jonas Wieland Hoch-, Tief- und Ingenieurbaugesellschaft mbH & Co. KG',
    shipping: { name: 'Baustelle Ostkreuz', address: { line1: 'Sonntagstraße 1', city: 'Berlin', country: 'DE' } },
    tax_id_data: [{ type: 'eu_vat', value: 'DE811907980' }],
  })
  const { id } = await remit.invoices.create({
    customer: jonas.id,
    collection_method: 'send_invoice',
    currency: 'eur',
    description: 'Bitte geben Sie bei Rückfragen die Rechnungsnummer an. Vielen Dank für die gute Zusammenarbeit!',
    footer: 'Zahlbar ohne Abzug. Es gelten unsere Allgemeinen Geschäftsbedingungen.',
    custom_fields: [
      { name: 'Bestellnummer', value: '4500-77812' },
      { name: 'Kostenstelle', value: 'Ostkreuz / Los 4' },
    ],
    discounts: [{ coupon: coupon.id }],
    default_tax_rates: [full.id],
    return_url: 'https://kranwerk.example/danke',
  } as never)
  const lines = [
    ['Turmdrehkran Liebherr 81 K.1, Ausladung 48 m, Miete für den Monat inklusive Wartung', '1249000', 1],
    ['Kranführer, Stunden', '6450.5', 37],
    ['Seilrolle Ø 240 mm, Stahl', '18400', 4],
    ['Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', '99', 1],
  ] as const
  for (const [description, unit, quantity] of lines)
    await remit.invoiceItems.create({
      customer: jonas.id,
      invoice: id!,
      currency: 'eur',
      description,
      unit_amount_decimal: unit as never,
      quantity,
      ...(quantity === 4 && { tax_rates: [less.id], discounts: [{ coupon: coupon.id }] }),
    })
  return (await remit.invoices.sendInvoice(id!)) as Issued
}

type Maker = () => Promise<Issued>

const nora = () => newCustomer({ name: 'Nora Whitcomb' }, harborPine)
const billed = async (params = {}, customer = {}) => bill(await newCustomer(customer), params)

/** How an invoice gets into each standing. Those that need time to pass are created before the clock is advanced. */
const makers: Readonly<Record<string, { make: Maker; action: boolean; beforeTime?: true }>> = {
  open: { make: () => billed({ days_until_due: 90 }), action: true },
  'due soon': { make: () => billed({ days_until_due: 7 }), action: true },
  'past due': { make: () => billed({ days_until_due: 0 }), action: true, beforeTime: true },
  'part paid': {
    make: async () => {
      const invoice = await billed({ days_until_due: 60 })
      await payPart(invoice.id, 59_500)
      return invoice
    },
    action: true,
  },
  processing: {
    make: async () => {
      const invoice = await open(await billed())
      const debit = { method: 'sepa_debit', iban: 'AT611904300234573201', sepa_debit_name: 'Jonas Wieland' }
      await payWithoutReturning(await sessionOf(invoice), debit)
      return invoice
    },
    action: false,
  },
  paid: {
    make: async () => {
      const invoice = await open(await billed())
      await payWithoutReturning(await sessionOf(invoice))
      return invoice
    },
    action: false,
  },
  void: {
    make: async () => {
      const invoice = await billed()
      await kranwerk.remit.invoices.voidInvoice(invoice.id)
      return invoice
    },
    action: false,
  },
  uncollectible: {
    make: async () => {
      const invoice = await billed()
      await kranwerk.remit.invoices.markUncollectible(invoice.id)
      return invoice
    },
    action: true,
  },
  'a payment half way': { make: async () => open(await billed()), action: true },
  'a card that was declined': {
    make: async () => {
      const invoice = await open(await billed({}, { preferred_locales: ['de-DE'] }))
      await payDeclined(await sessionOf(invoice))
      return invoice
    },
    action: true,
  },
  'a bank that asks': {
    make: async () => {
      const customer = await nora()
      const method = await keepMethod(customer, 'pm_card_authenticationRequired', harborPine)
      const invoice = (await harborPine.remit.invoices.sendInvoice(await draft(customer, {}, harborPine))) as Issued
      await post(`${pathOf(invoice)}/payments`, { method, amount: '119000' })
      return invoice
    },
    action: true,
  },
  'a transfer that is waited for': { make: () => transferChosen('en-GB'), action: true },
  'a part of a transfer': {
    make: async () => {
      const invoice = await transferChosen('de-DE')
      await transferFor(kranwerk, invoice.id, 19_000)
      return invoice
    },
    action: true,
  },
  'an outcome not known yet': {
    make: async () => {
      const jonas = await newCustomer()
      await keepMethod(jonas, 'pm_card_visa')
      const invoice = await bill(jonas)
      await injectFault(kranwerk, { kind: 'reset_before', match: { method: 'POST', path: '/v1/checkout/sessions' } })
      return open(invoice)
    },
    action: false,
  },
  'a charge that failed': {
    make: async () => {
      const customer = await nora()
      await keepMethod(customer, 'pm_card_chargeCustomerFail', harborPine)
      const id = await draft(customer, { collection_method: 'charge_automatically' }, harborPine)
      const invoice = (await harborPine.remit.invoices.finalizeInvoice(id)) as Issued
      await tick()
      return invoice
    },
    action: true,
  },
  'a way to pay that was kept': {
    make: async () => {
      const customer = await nora()
      await keepMethod(customer, 'pm_card_visa', harborPine)
      return (await harborPine.remit.invoices.sendInvoice(await draft(customer, {}, harborPine))) as Issued
    },
    action: true,
  },
  'too little to charge': { make: () => billed({ amountMinor: 12 }), action: false },
  'everything on it': { make: everything, action: true },
  Arabic: {
    make: () =>
      billed(
        { amountMinor: 2_501_000, currency: 'kwd' },
        { name: 'شركة القصر للمقاولات', preferred_locales: ['ar-KW'] },
      ),
    action: true,
  },
  Japanese: {
    make: () =>
      billed({ amountMinor: 380_000, currency: 'jpy' }, { name: '花見製菓株式会社', preferred_locales: ['ja-JP'] }),
    action: true,
  },
  German: { make: () => billed({ days_until_due: 3 }, { preferred_locales: ['de-DE'] }), action: true },
  French: { make: () => billed({}, { preferred_locales: ['fr-FR'] }), action: true },
  'a part may be paid': { make: () => billed({ minimum_payment_percent: 30 }), action: true },
}

/** The path of a link as it is a while after it has expired. */
export async function expired(path: string): Promise<string> {
  const keys = linkKeys({ current: 'k1', keys: { k1: secrets.linkKey } })
  const { claims } = (await readLink(keys, path.slice('/i/'.length), await now()))!
  return paths.invoice(await signLink(keys, claims, (await now()) - 60_000))
}

/** Every page in every state. */
export async function everyPage(): Promise<PageState[]> {
  const made = new Map<string, Issued>()
  const make = async (isEarly: boolean) => {
    for (const [name, maker] of Object.entries(makers))
      if ((maker.beforeTime ?? false) === isEarly) made.set(name, await maker.make())
  }
  await make(true)
  await morning(2)
  await make(false)
  await settled()
  const good = pathOf(made.get('open')!)
  const invoices = Object.entries(makers).map(([name, { action }]) => ({
    name,
    url: made.get(name)!.hosted_invoice_url,
    status: 200,
    hasAction: action,
  }))
  const inParts = made.get('a part may be paid')!.hosted_invoice_url
  const { code } = await printedCode(made.get('open')!)
  return [
    ...invoices,
    { name: 'a part that was chosen', url: `${inParts}?part=500`, status: 200, hasAction: true },
    { name: 'a part that is too small', url: `${inParts}?part=1`, status: 400, hasAction: true },
    { name: 'a link that is not ours', url: `${world.app}${good.slice(0, -4)}AAAA`, status: 404, hasAction: false },
    { name: 'a link that was cut off', url: `${world.app}${good.slice(0, -4)}`, status: 404, hasAction: false },
    { name: 'a link that has expired', url: `${world.app}${await expired(good)}`, status: 404, hasAction: true },
    { name: 'where codes are entered', url: `${world.app}/verify`, status: 200, hasAction: true },
    { name: 'a document that is genuine', url: `${world.app}/verify/${code}`, status: 200, hasAction: false },
    { name: 'a code of no document', url: `${world.app}/verify/AAAA-BBBB-CCCC`, status: 404, hasAction: true },
    { name: 'nothing there', url: `${world.app}/nothing`, status: 404, hasAction: false },
    { name: 'the root', url: `${world.app}/`, status: 200, hasAction: false },
  ]
}
