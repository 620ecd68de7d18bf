import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import { exponentOf, stepMinor } from '../../src/core/money/currencies.ts'
import { ciiOf } from '../../src/e-invoice/cii.ts'
import { eInvoiceOf } from '../../src/e-invoice/e-invoice-of.ts'
import type { EInvoice } from '../../src/e-invoice/model.ts'
import { ublOf } from '../../src/e-invoice/ubl.ts'
import { isProving, rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { type Case, cases } from './generated.ts'
import { hasOfficialRules, type Syntax, violatedRules } from './official-rules.ts'
import { read } from './read.ts'
import { schemaErrors } from './schemas.ts'
import { brokenSums } from './sums.ts'

const writers: Readonly<Record<Syntax, (invoice: EInvoice) => string>> = { CII: ciiOf, UBL: ublOf }
const syntaxes: readonly Syntax[] = ['CII', 'UBL']

/** What was counted, by name. */
class Counter {
  readonly counts: Record<string, number> = {}
  add(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1
  }
}

const everyCategory = Object.fromEntries(
  ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'].map((category) => [`with ${category}`, expect.any(Number)]),
)

/** Prices that contain tax, and rates of one percentage, are rounded apart: then a step for each rate is allowed. */
function toleranceOf({ invoice }: Case): bigint {
  const hundredthsPerStep = BigInt(stepMinor(invoice.currency)) * 10n ** BigInt(2 - exponentOf(invoice.currency))
  const rates = new Map(invoice.lines.flatMap((line) => line.taxRates ?? invoice.defaultTaxRates).map((r) => [r.id, r]))
  const percentages = [...rates.values()].map(({ percentage }) => Number(percentage))
  const alike = Math.max(0, ...percentages.map((percent) => percentages.filter((other) => other === percent).length))
  const isApart = alike > 1 || [...rates.values()].some(({ inclusive }) => inclusive)
  return isApart ? hundredthsPerStep * BigInt(alike) : hundredthsPerStep / 2n
}

/** Whether rounding can never be in the way: per invoice, in a currency with hundredths. */
const isRoundedOnce = ({ rounding, currency }: Case['invoice']) =>
  rounding === 'invoice' && exponentOf(currency) === 2 && stepMinor(currency) === 1

function checkSums(drawn: Case, written: EInvoice, syntax: Syntax): void {
  const document = read(syntax, writers[syntax](written))
  const { totals, number, currency } = drawn.invoice
  const inHundredths = (amountMinor: number) => BigInt(amountMinor) * 10n ** BigInt(2 - exponentOf(currency))
  expect(brokenSums(document, { taxHundredths: toleranceOf(drawn) })).toEqual([])
  expect(document).toMatchObject({
    number,
    typeCode: drawn.details.credits ? '381' : '380',
    currency: currency.toUpperCase(),
    totals: {
      withoutTax: inHundredths(totals.totalExcludingTaxMinor),
      tax: inHundredths(totals.taxMinor),
      withTax: inHundredths(totals.totalMinor),
      due: inHundredths(amountRemainingMinor(drawn.invoice)),
    },
  })
  expect(document.lines.map(({ name }) => name)).toEqual(drawn.invoice.lines.map(({ description }) => description))
}

test('the amounts in the XML add up by the rules of EN 16931, and are those of the invoice', () => {
  const counter = new Counter()
  const runs = rounds(400, 5_000)
  fc.assert(
    fc.property(cases, (drawn) => {
      const made = eInvoiceOf(drawn.invoice, drawn.details)
      if (!made.ok) {
        expect([isRoundedOnce(drawn.invoice), made.refusal.code]).not.toEqual([true, 'e_invoice_tax_rounding'])
        return counter.add(made.refusal.code)
      }
      for (const syntax of syntaxes) checkSums(drawn, made.value, syntax)
      counter.add(`${made.value.kind}s`)
      for (const { category } of made.value.taxes) counter.add(`with ${category}`)
    }),
    { numRuns: runs, seed },
  )
  tally('e-invoices against an independent sum', counter.counts)
  expect(counter.counts).toMatchObject(everyCategory)
}, 600_000)

type Accepted = { readonly drawn: Case; readonly written: EInvoice }

/** The first so many generated invoices that have an e-invoice. */
const accepted = (count: number): Accepted[] =>
  fc
    .sample(cases, { numRuns: count * 3, seed })
    .flatMap((drawn) => {
      const made = eInvoiceOf(drawn.invoice, drawn.details)
      return made.ok ? [{ drawn, written: made.value }] : []
    })
    .slice(0, count)

test('generated e-invoices follow the schema of Factur-X', async () => {
  const documents = accepted(rounds(40, 300)).map(({ written }) => ciiOf(written))
  expect(await schemaErrors(documents)).toEqual([])
  tally('CII documents against the schema of Factur-X 1.07.3', { documents: documents.length })
})

test('the schema finds a missing element', async () => {
  const [document] = accepted(1).map(({ written }) => ciiOf(written))
  expect(await schemaErrors([document!.replace(/<ram:BilledQuantity.*?<\/ram:BilledQuantity>/, '')])).not.toEqual([])
})

const isAtHand = hasOfficialRules()

test.runIf(isAtHand)(
  'no generated e-invoice violates an official rule',
  () => {
    const counter = new Counter()
    const all = accepted(rounds(6, 300))
    for (const { drawn, written } of all) {
      for (const syntax of syntaxes) {
        const xml = writers[syntax](written)
        expect(violatedRules(syntax, xml), xml).toEqual([])
        counter.add(`${syntax} documents`)
      }
      counter.add(`${written.kind}s`)
      counter.add(`rounded by ${drawn.invoice.rounding}`)
      for (const { category } of written.taxes) counter.add(`with ${category}`)
    }
    const currencies = new Set(all.map(({ written }) => written.currency)).size
    tally('e-invoices validated by the official rules of EN 16931, no assertion failed', {
      ...counter.counts,
      currencies,
    })
    if (isProving) expect(counter.counts).toMatchObject(everyCategory)
  },
  3_600_000,
)
