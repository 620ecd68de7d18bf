import { describe, expect, test } from 'vitest'
import { markUncollectible, voidInvoice } from '../../../src/core/invoices/close.ts'
import { remove, update } from '../../../src/core/invoices/draft.ts'
import { finalize } from '../../../src/core/invoices/finalize.ts'
import type { Invoice } from '../../../src/core/invoices/invoice.ts'
import { send } from '../../../src/core/invoices/send.ts'
import { payOutOfBand } from '../../../src/core/payments/out-of-band.ts'
import { elsewhere } from '../../../src/core/payments/provider-account.ts'
import { start } from '../../../src/core/payments/start.ts'
import { customers } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { begun, byTransfer, decided, reported, toStart } from '../payments/reported.ts'
import { drafted, issue } from './drafted.ts'

const open = issued()
const uncollectible = decided(open, markUncollectible(open))

/** An invoice in every state, and open ones with a payment in every state that may still bring money. */
const states = {
  draft: drafted(),
  open,
  paid: decided(open, payOutOfBand(open, 'inpay_0', elsewhere)),
  void: decided(open, voidInvoice(open)),
  uncollectible,
  pending: begun(open),
  checkout: reported(begun(open), 'open', { url: 'https://checkout.example' }),
  challenged: reported(begun(open), 'requires_action'),
  awaitingTransfer: reported(begun(open), 'requires_action', byTransfer),
  partTransferred: reported(begun(open), 'processing', byTransfer),
  processing: reported(begun(open), 'processing'),
  declined: reported(begun(open), 'failed'),
} satisfies Record<string, Invoice>

const operations = {
  update: (invoice: Invoice) => update(invoice, { footer: 'neu' }),
  annotate: (invoice: Invoice) => update(invoice, { memo: 'Danke', metadata: { order: '7' } }),
  file: (invoice: Invoice) => update(invoice, { metadata: { order: '7' } }),
  remove,
  finalize: (invoice: Invoice) => finalize(invoice, issue()),
  send: (invoice: Invoice) => send(invoice, open.finalizedAt),
  void: voidInvoice,
  markUncollectible,
  payOutOfBand: (invoice: Invoice) => payOutOfBand(invoice, 'inpay_9', elsewhere),
  start: (invoice: Invoice) => start(invoice, toStart({ paymentId: 'inpay_9' })),
}

type Cells = Record<keyof typeof operations, string>

const frozen = {
  update: 'invoice_not_editable',
  annotate: 'yes',
  file: 'yes',
  remove: 'invoice_not_editable',
  finalize: 'invoice_not_editable',
}
const underway = {
  void: 'payment_in_progress',
  markUncollectible: 'payment_in_progress',
  payOutOfBand: 'payment_in_progress',
}

/** The table of allowed operations: draft to open to paid, void or uncollectible; uncollectible to paid or void. */
const expected: Record<keyof typeof states, Cells> = {
  draft: {
    update: 'yes',
    annotate: 'yes',
    file: 'yes',
    remove: 'yes',
    finalize: 'yes',
    send: 'invoice_not_open',
    void: 'invoice_not_open',
    markUncollectible: 'invoice_not_open',
    payOutOfBand: 'invoice_not_open',
    start: 'invoice_not_open',
  },
  open: { ...frozen, send: 'yes', void: 'yes', markUncollectible: 'yes', payOutOfBand: 'yes', start: 'yes' },
  paid: {
    ...frozen,
    annotate: 'invoice_not_editable',
    send: 'yes',
    void: 'invoice_not_open',
    markUncollectible: 'invoice_not_open',
    payOutOfBand: 'invoice_already_paid',
    start: 'invoice_already_paid',
  },
  void: {
    ...frozen,
    annotate: 'invoice_not_editable',
    send: 'invoice_void',
    void: 'invoice_not_open',
    markUncollectible: 'invoice_not_open',
    payOutOfBand: 'invoice_not_open',
    start: 'invoice_void',
  },
  uncollectible: {
    ...frozen,
    send: 'yes',
    void: 'yes',
    markUncollectible: 'invoice_not_open',
    payOutOfBand: 'yes',
    start: 'yes',
  },
  pending: { ...frozen, send: 'yes', ...underway, start: 'payment_in_progress' },
  checkout: { ...frozen, send: 'yes', ...underway, start: 'yes' },
  challenged: { ...frozen, send: 'yes', ...underway, start: 'yes' },
  awaitingTransfer: { ...frozen, send: 'yes', ...underway, start: 'yes' },
  partTransferred: { ...frozen, send: 'yes', ...underway, start: 'payment_in_progress' },
  processing: { ...frozen, send: 'yes', ...underway, start: 'payment_in_progress' },
  declined: { ...frozen, send: 'yes', void: 'yes', markUncollectible: 'yes', payOutOfBand: 'yes', start: 'yes' },
}

describe.each(Object.keys(states) as (keyof typeof states)[])('an invoice that is %s', (state) => {
  test.each(Object.keys(operations) as (keyof typeof operations)[])(
    'accepts or refuses %s as the table says',
    (operation) => {
      const done = operations[operation](states[state])
      expect(done.ok ? 'yes' : done.refusal.code).toBe(expected[state][operation])
    },
  )
})

describe('closing', () => {
  test('an invoice that was paid in part cannot be voided', () => {
    const partly = {
      ...states.declined,
      payments: states.declined.payments.map((one) => ({ ...one, allocatedMinor: 1 })),
    }
    expect(voidInvoice(partly)).toMatchObject({ refusal: { code: 'invoice_paid_not_voidable' } })
  })

  test('a written-off invoice is bad debt for all that remained', () => {
    expect(markUncollectible(open)).toMatchObject({ value: [{ writtenOffMinor: 119_000 }] })
  })

  test('an uncollectible invoice may be voided or paid', () => {
    expect(decided(uncollectible, voidInvoice(uncollectible)).status).toBe('void')
    expect(decided(uncollectible, payOutOfBand(uncollectible, 'inpay_9', elsewhere)).status).toBe('paid')
  })
})

describe('sending', () => {
  const later = open.finalizedAt + 3_600_000

  test('goes to the address that the invoice was issued to', () => {
    expect(send(open, later)).toMatchObject({
      value: [{ type: 'invoice.sent', recipients: ['jonas@customer.example'] }],
    })
  })

  test('goes to the current address of the customer if that of the invoice was refused or is missing', () => {
    const corrected = 'kasse@customer.example'
    const known = open.buyer.email!
    const customer = { ...customers.jonas, email: corrected }
    const refusing = { ...customer, refusedAddresses: [known] }
    const mute = { ...open, buyer: { ...open.buyer, email: null } }
    expect(send(open, later, customer)).toMatchObject({ value: [{ recipients: [known] }] })
    expect(send(open, later, { ...refusing, email: null })).toMatchObject({ value: [{ recipients: [known] }] })
    for (const [invoice, whose] of [
      [open, refusing],
      [mute, customer],
    ] as const) {
      const sent = decided(invoice, send(invoice, later, whose))
      expect(sent).toMatchObject({ mailedTo: corrected, buyer: invoice.buyer })
      expect(decided(sent, send(sent, later + 60_000, whose)).mailedTo).toBe(corrected)
    }
    expect('mailedTo' in decided(open, send(open, later, customer))).toBe(false)
  })

  test('again within a minute changes nothing, unless the address has changed', () => {
    const sent = decided(open, send(open, later), later)
    const refusing = { ...customers.jonas, email: 'kasse@customer.example', refusedAddresses: [open.buyer.email!] }
    expect(send(sent, later + 59_999)).toEqual({ ok: true, value: [] })
    expect(send(sent, later + 60_000)).toMatchObject({ value: [{ type: 'invoice.sent' }] })
    expect(send(sent, later + 1, refusing)).toMatchObject({ value: [{ recipients: ['kasse@customer.example'] }] })
  })

  test('is refused without an address, and for an invoice that is charged automatically', () => {
    const mute = { ...open, buyer: { ...open.buyer, email: null } }
    expect(send(mute, later)).toMatchObject({ refusal: { code: 'customer_email_missing' } })
    const charged = issued({ collectionMethod: 'charge_automatically' })
    expect(send(charged, later)).toMatchObject({ refusal: { code: 'parameter_invalid', param: 'collection_method' } })
  })
})
