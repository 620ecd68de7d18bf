import fc from 'fast-check'
import { isQRIBAN, isQRReferenceValid, isSCORReferenceValid } from 'swissqrbill/utils'
import { describe, expect, test } from 'vitest'
import type { BankAccount } from '../../src/core/accounts/bank-account.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { swissReference } from '../../src/core/payments/swiss-reference.ts'
import { transferFor } from '../../src/core/payments/transfer.ts'
import { pageSizes } from '../../src/pdf/sheet.ts'
import { printedInvoice } from '../../src/views/print/invoice.ts'
import type { SwissBill } from '../../src/views/print/swiss-bill.ts'
import { account, customers } from '../world/cast.ts'
import { issued, line } from '../world/invoices.ts'
import { outside } from './margins.ts'
import { i18nOf, payUrl, printed } from './print.ts'
import { readCode } from './read-code.ts'
import { elements, type ReadPage, rowsOf } from './read-pdf.ts'

const mm = 72 / 25.4
const ibans = { normal: 'CH5800791123000889012', qr: 'CH4431999123000889012', liechtenstein: 'LI21088100002324013AA' }

const zurich = { ...customers.reto.address!, line1: 'Bahnhofstrasse 12', city: 'Zürich', postalCode: '8001' }
const bank = (iban: string, currency: 'chf' | 'eur' = 'chf', holder = 'Alpenkran Müller & Söhne AG'): BankAccount => ({
  currency,
  holder,
  bankName: null,
  number: { kind: 'iban', iban, bic: null },
})
const alpenkran = account({
  name: 'Alpenkran Müller & Söhne AG',
  country: 'CH',
  address: zurich,
  bankAccounts: [bank(ibans.normal)],
})

type Wanted = NonNullable<Parameters<typeof issued>[0]>
const billed = (wanted: Wanted = {}): IssuedInvoice =>
  issued({
    of: alpenkran,
    to: customers.reto,
    currency: 'chf',
    number: 'AK-2026-0017',
    defaultTaxRates: [],
    lines: [line('Turmdrehkran 30 m, Aufbau', '1', '194975')],
    ...wanted,
  })

function printedFor(invoice: IssuedInvoice, tag = 'de', of = alpenkran) {
  const i18n = i18nOf(invoice, tag)
  return { i18n, document: printedInvoice(invoice, { url: payUrl, transfer: transferFor(of, invoice) }, i18n) }
}

function billOf(invoice: IssuedInvoice, tag = 'de', of = alpenkran): SwissBill | null {
  const { payByTransfer } = printedFor(invoice, tag, of).document
  return payByTransfer?.kind === 'swiss' ? payByTransfer.bill : null
}

async function draw(invoice: IssuedInvoice, tag = 'de', changes: Parameters<typeof printed>[2] = {}, of = alpenkran) {
  const { document, i18n } = printedFor(invoice, tag, of)
  const drawn = await printed(document, i18n, changes)
  return { ...drawn, bill: billOf(invoice, tag, of)!, last: drawn.read.pages.at(-1)! }
}

/** The code of a payment part on a page in A4. */
const code = { left: 67 * mm, top: pageSizes.a4.height - 88 * mm, width: 46 * mm, height: 46 * mm }

/** What stands on the slip, from the top to the bottom, of the receipt and of the payment part. */
const slipOf = (page: ReadPage) => {
  const cells = rowsOf(page)
    .filter(({ y }) => y > page.height - 105 * mm)
    .flatMap(({ cells }) => cells)
  const texts = (isPart: boolean) =>
    cells.filter(({ left }) => left > 62 * mm === isPart).map(({ text }) => text.replace(/\u00a0/g, ' '))
  return { receipt: texts(false), part: texts(true) }
}

describe('references', () => {
  test.each([
    ['539007547034', ibans.normal, 'RF18539007547034'],
    ['AK-2026-0017', ibans.normal, 'RF53AK20260017'],
    ['21 00000 00003 13947 14300 0901', ibans.qr, '210000000003139471430009017'],
  ])('of %s to %s is %s', (number, iban, reference) => {
    expect(swissReference(iban, number)?.reference).toBe(reference)
  })

  test('are valid to the library that others use, whatever the number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 /-]{1,30}$/), (number) => {
        const normal = swissReference(ibans.normal, number)!
        if (normal.type === 'SCOR') expect(isSCORReferenceValid(normal.reference)).toBe(true)
        else expect(/^[^A-Za-z0-9]*$/.test(number) || number.replace(/[^A-Za-z0-9]/g, '').length > 21).toBe(true)
        const qr = swissReference(ibans.qr, number)
        if (qr) expect(isQRReferenceValid(qr.reference)).toBe(true)
      }),
    )
    expect(isQRIBAN(ibans.qr)).toBe(true)
    expect(isQRIBAN(ibans.normal)).toBe(false)
  })
})

test('the code has the fields of the standard, each on its line', () => {
  expect(billOf(billed())!.content.split('\n')).toEqual([
    ...['SPC', '0200', '1', 'CH5800791123000889012'],
    ...['S', 'Alpenkran Müller & Söhne AG', 'Bahnhofstrasse 12', '', '8001', 'Zürich', 'CH'],
    ...['', '', '', '', '', '', ''],
    ...['1949.75', 'CHF'],
    ...['S', 'Reto Ammann AG', 'Seefeldstrasse 40', '', '8008', 'Zürich', 'CH'],
    ...['SCOR', 'RF53AK20260017', 'AK-2026-0017', 'EPD'],
  ])
})

test('an account with a QR-IBAN gets a QR reference, one in Liechtenstein its own IBAN, both in euros too', () => {
  const of = (iban: string) => ({ ...alpenkran, bankAccounts: [bank(iban, 'eur')] })
  const invoice = billed({ currency: 'eur' })
  const qr = billOf(invoice, 'de', of(ibans.qr))!
  expect(qr.content).toMatch(/\nQRR\n0{14}102020260017\d\nAK-2026-0017\nEPD$/)
  expect(qr.reference).toMatch(/^00 00000 00000 00102 02026 0017\d$/)
  expect(billOf(invoice, 'de', of(ibans.liechtenstein))!.content).toContain('\n1949.75\nEUR\n')
})

test('without an address there is no payment part, and a QR-IBAN has no other code, as it takes no text for a reference', () => {
  const codeOf = (iban: string) => {
    const of = { ...alpenkran, address: null, bankAccounts: [bank(iban, 'eur')] } as unknown as typeof alpenkran
    const { payByTransfer } = printedFor(billed({ of, currency: 'eur' }), 'de', of).document
    return payByTransfer?.kind === 'details' ? payByTransfer.code?.content.split('\n')[0] : payByTransfer?.kind
  }
  expect([codeOf(ibans.normal), codeOf(ibans.qr)]).toEqual(['BCD', undefined])
})

test('a name with line breaks and controls adds no field to a code', () => {
  const evil = 'Reto\r\nEPD\nS\u2028Dieb\u0085CH'
  const fields = billOf(billed({ to: { ...customers.reto, name: 'Reto\r\nEPD\nS\u2028Dieb' } }))!.content.split('\n')
  expect(fields).toHaveLength(31)
  expect(fields[21]).toBe('Reto EPD S Dieb')
  // With a control that is no space, the customer fills the name in.
  expect(billOf(billed({ to: { ...customers.reto, name: evil } }))!.payableBy).toBeNull()
  const holder = { ...account(), bankAccounts: [bank('DE89370400440532013000', 'eur', evil)] }
  const { payByTransfer } = printedFor(issued(), 'de', holder).document
  const lines = payByTransfer?.kind === 'details' ? payByTransfer.code!.content.split(/[\n\r\u0085\u2028]/) : []
  expect(lines).toHaveLength(11)
})

const german = {
  receipt: [
    'Empfangsschein',
    'Konto / Zahlbar an',
    'CH58 0079 1123 0008 8901 2',
    'Alpenkran Müller & Söhne AG',
    'Bahnhofstrasse 12',
    '8001 Zürich',
    'Referenz',
    'RF53 AK20 2600 17',
    'Zahlbar durch',
    'Reto Ammann AG',
    'Seefeldstrasse 40',
    '8008 Zürich',
  ],
  amount: ['Währung', 'Betrag', 'CHF', '1 949.75'],
}

test('the receipt and the payment part say the same in words', async () => {
  const { last, read } = await draw(billed())
  expect(read.pages).toHaveLength(1)
  const { receipt, part } = slipOf(last)
  expect(receipt).toEqual([...german.receipt, ...german.amount, 'Annahmestelle'])
  const [, account, ...rest] = german.receipt
  expect([...part].sort()).toEqual(
    ['Zahlteil', account, ...rest, ...german.amount, 'Zusätzliche Informationen', 'AK-2026-0017'].sort(),
  )
})

const long = 'Donaudampfschifffahrtsgesellschaft '.repeat(9)
const faraway = { ...zurich, line1: long, line2: long, city: long, postalCode: '12345678901234567890' }

const verbose = { ...alpenkran, address: faraway, bankAccounts: [bank(ibans.normal, 'chf', long)] }

describe.each([
  ['an invoice of one line', billed(), 'de', alpenkran],
  [
    'one in French, over pages',
    billed({ lines: Array.from({ length: 40 }, () => line('Grue', '1', '100')) }),
    'fr',
    alpenkran,
  ],
  [
    'one that is read from right to left, for somebody whose name the code cannot have',
    billed({ to: customers.layla }),
    'ar-EG',
    alpenkran,
  ],
  [
    'one in Japanese, for somebody without an address',
    billed({ to: { ...customers.reto, address: null } }),
    'ja',
    alpenkran,
  ],
  [
    'one with a remark, and names and addresses as long as they get',
    billed({ of: verbose, to: { ...customers.reto, name: long, address: faraway }, memo: long }),
    'en',
    verbose,
  ],
  ['one of nearly a million', billed({ lines: [line('Berg', '1', '99999999')] }), 'de', alpenkran],
])('%s', (_, invoice, tag, of) => {
  let drawn: ReturnType<typeof draw> | undefined
  const drawOnce = () => {
    drawn ??= draw(invoice, tag, {}, of)
    return drawn
  }

  test('has a payment part at the foot of its last page, whose code reads as what is printed', async () => {
    const { read, bytes, bill, last } = await drawOnce()
    const pageNumber = read.pages.length
    expect(await readCode(bytes, pageNumber, code)).toBe(bill.content)
    expect(bill.content).toContain(`\n${bill.amount.replaceAll(' ', '')}\nCHF\n`)
    const { receipt, part } = slipOf(last)
    for (const side of [receipt, part])
      for (const text of [bill.iban, bill.amount, bill.reference!, bill.words.account, bill.words.currency])
        expect(side).toContain(text)
    expect(receipt[0]).toBe(bill.words.receipt)
    expect(part).toContain(bill.words.paymentPart)
    expect(part).toContain(bill.payableBy ? bill.words.payableBy : bill.words.payableByName)
    expect(last.untagged).toEqual([])
    expect(elements(last.structure, 'Sect')[0]!.children.map(({ role }) => role)).toContain('Figure')
  })

  test('keeps within its margins, and out of the slip', async () => {
    const { read, last } = await drawOnce()
    expect(outside({ ...read, pages: read.pages.slice(0, -1) })).toEqual([])
    const slipTop = last.height - 105 * mm
    const own = {
      ...last,
      glyphs: last.glyphs.filter(({ y, x }) => y < slipTop - 12 || x > last.width - 5 * mm + 0.6),
      boxes: last.boxes.filter(({ top }) => top < slipTop - 1),
    }
    expect(outside({ ...read, pages: [own] })).toEqual([])
    // Each text of the receipt ends before the line to the payment part, and the amount is below all that stands above it.
    const slip = rowsOf(last).filter(({ y }) => y > slipTop)
    const cells = slip.flatMap(({ y, cells }) => cells.map((cell) => ({ y, ...cell })))
    for (const { left, right, y, text } of cells) {
      expect(right, text).toBeLessThanOrEqual(left > 62 * mm ? last.width - 5 * mm + 0.6 : 57 * mm + 0.6)
      expect(y, text).toBeLessThan(last.height - 5 * mm)
    }
    const receipt = cells.filter(({ left }) => left < 62 * mm)
    const amountAt = slipTop + 68 * mm
    const above = receipt.filter(({ y }) => y < amountAt)
    expect(receipt.filter(({ y }) => y >= amountAt)).toHaveLength(5)
    expect(Math.max(...above.map(({ y }) => y))).toBeLessThan(amountAt - 2)
  })
})

test('what is printed on the slip is in a typeface that the standard names, embedded', async () => {
  const { bytes } = await draw(billed())
  const names = [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\/FontName \/[A-Z]{6}\+(\S+)/g),
  ].map(([, name]) => name)
  expect(names.sort()).toEqual(['Arimo-Bold', 'Arimo-Regular', 'IBMPlexSans-Regular', 'IBMPlexSans-SemiBold'])
})

test('a payment part is printed on A4 where letters are printed on Letter', async () => {
  const { width, height } = (await draw(billed(), 'en', { pageSize: 'letter' })).last
  expect({ width, height }).toEqual(pageSizes.a4)
})

const without: Readonly<Record<string, readonly [IssuedInvoice, typeof alpenkran]>> = {
  dollars: [billed({ currency: 'usd' }), { ...alpenkran, bankAccounts: [{ ...bank(ibans.normal), currency: 'usd' }] }],
  'an account in Germany': [
    billed({ currency: 'eur' }),
    { ...alpenkran, bankAccounts: [bank('DE89370400440532013000', 'eur')] },
  ],
  'a seller without an address': [billed({ of: { ...alpenkran, address: null } }), alpenkran],
  'a seller without a postal code': [
    billed({ of: { ...alpenkran, address: { ...zurich, postalCode: null } } }),
    alpenkran,
  ],
  'a holder whose name the code cannot have': [
    billed(),
    { ...alpenkran, bankAccounts: [bank(ibans.normal, 'chf', 'الجبل')] },
  ],
  'a number that is too long for a QR reference': [
    billed({ number: 'ABCDEFGHIJKLMNOPQRSTU' }),
    { ...alpenkran, bankAccounts: [bank(ibans.qr)] },
  ],
}

test.each(Object.entries(without))(
  '%s: there is no payment part, and the bank details are listed',
  (_, [invoice, of]) => {
    const { payByTransfer } = printedFor(invoice, 'de', of).document
    expect(payByTransfer?.kind).toBe('details')
  },
)

test('a code for a transfer in euros and one for the page read as what they are for', async () => {
  const invoice = issued()
  const {
    bytes,
    read,
    printed: document,
  } = await (async () => {
    const { document, i18n } = printedFor(invoice, 'de', account())
    return printed(document, i18n)
  })()
  const { payByTransfer, payOnline } = document
  const codes = read.pages[0]!.boxes.filter(({ left, right }) => Math.abs(right - left - 72) < 0.5)
  const seen = await Promise.all(codes.map(({ left, top }) => readCode(bytes, 1, { left, top, width: 72, height: 72 })))
  expect(payByTransfer?.kind === 'details' && payByTransfer.code?.content).toBe(seen[0])
  expect(seen[1]).toBe(payOnline!.url)
  expect(seen[0]).toContain('\nEUR1190.00\n')
})
