import { describe, expect, test } from 'vitest'
import { inGroups } from '../../src/core/documents/verification-code.ts'
import { verificationSize } from '../../src/pdf/verification.ts'
import type { Verification } from '../../src/views/print/printed.ts'
import { printedReceipt } from '../../src/views/print/receipt.ts'
import { languages } from '../../src/views/words/locale.ts'
import { issued, line } from '../world/invoices.ts'
import { expectFigures, unmarked } from './figures.ts'
import { outside } from './margins.ts'
import { i18nOf, invoiceIn, printed } from './print.ts'
import { elements, type ReadPage, rowsOf } from './read-pdf.ts'
import { paid, states } from './states.ts'

const verification: Verification = {
  code: '7K3MQ9TZ4WXA',
  url: 'https://pay.example.com/verify/7K3MQ9TZ4WXA',
  page: 'pay.example.com/verify',
}

const invoice = states['an invoice with two rates and discounts, paid in part']!
const long = issued({ lines: Array.from({ length: 32 }, (_, i) => line(`Kran ${i}`, '1', '10000')) })

/** The places of the verification's code: the smallest squares with that many points to a side. */
const codesOn = ({ boxes }: ReadPage) =>
  boxes.filter(
    ({ left, right, top, bottom }) =>
      Math.abs(right - left - verificationSize) < 1 && Math.abs(bottom - top - verificationSize) < 1,
  )

const saysCode = (page: ReadPage) =>
  rowsOf(page).some(({ cells }) => cells.some(({ text }) => text.includes(inGroups(verification.code))))

describe.each([...languages, 'ar-EG'])('a document in %s that can be verified', (tag) => {
  test('says where on each page, beside a code to scan, and is read out once', async () => {
    const i18n = i18nOf(long, tag)
    const { read } = await printed(invoiceIn(long, i18n), i18n, { verification })
    expect(read.pages.length).toBe(2)
    for (const page of read.pages) {
      expect(saysCode(page)).toBe(true)
      expect(codesOn(page)).toHaveLength(1)
    }
    expect(outside(read)).toEqual([])
    const { verify, verifyAlt } = i18n.words.print
    const said = unmarked(verify({ code: inGroups(verification.code), page: verification.page }))
    const readOut = read.pages.map(({ structure }) => ({
      texts: elements(structure, 'P').filter(({ text, alt }) => unmarked(alt ?? text) === said).length,
      pictures: elements(structure, 'Figure').filter(({ alt }) => alt === verifyAlt).length,
    }))
    const silent = readOut.slice(1).map(() => ({ texts: 0, pictures: 0 }))
    expect(readOut).toEqual([...silent, { texts: 1, pictures: 1 }])
  })

  test('is as long as without, and its amounts are where they were', async () => {
    const i18n = i18nOf(invoice, tag)
    for (const pageSize of tag === 'en' ? (['a4', 'letter'] as const) : (['a4'] as const)) {
      const verified = await printed(invoiceIn(invoice, i18n), i18n, { verification, pageSize })
      const plain = await printed(invoiceIn(invoice, i18n), i18n, { pageSize })
      expectFigures(verified)
      expect(verified.read.pages.length).toBe(plain.read.pages.length)
    }
  })
})

test('a receipt carries it as an invoice does, and the code is the only one on it', async () => {
  const i18n = i18nOf(paid, 'en')
  const { read } = await printed(printedReceipt(paid, paid.payments[0]!, '2026-0001', i18n), i18n, { verification })
  expect(elements(read.pages[0]!.structure, 'Figure').map(({ alt }) => alt)).toEqual([
    'Code with the address that says whether this document is genuine',
  ])
})

test('an address that is too long for the line is cut off, and never the code', async () => {
  const i18n = i18nOf(invoice, 'en')
  const page = `${'accounts-receivable.'.repeat(12)}example/verify`
  const { read } = await printed(invoiceIn(invoice, i18n), i18n, { verification: { ...verification, page } })
  expect(saysCode(read.pages[0]!)).toBe(true)
  expect(outside(read)).toEqual([])
})
