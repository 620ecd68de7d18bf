import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { transferFor } from '../../src/core/payments/transfer.ts'
import { type PrintI18n, printI18n } from '../../src/views/i18n.ts'
import { printedInvoice } from '../../src/views/print/invoice.ts'
import type { Printed } from '../../src/views/print/printed.ts'
import { customerOf } from '../../src/views/reader.ts'
import { customers, kranwerk, monday } from '../../test/world/cast.ts'
import { dayMs, issued, line } from '../../test/world/invoices.ts'

/** Invoices to draw: in which script, with how many lines, which one to begin with, and how many. */
export type Asked = { readonly script: Script; readonly lines: number; readonly from: number; readonly count: number }

export type Script = 'latin' | 'arabic'

export const searchOf = (asked: Asked): string => `?${new URLSearchParams(Object.entries(asked).map(pair))}`

const pair = ([name, value]: [string, string | number]): [string, string] => [name, String(value)]

export function askedIn(url: string): Asked {
  const { searchParams } = new URL(url, 'http://localhost')
  const number = (name: string) => Number(searchParams.get(name))
  const script = searchParams.get('script') === 'arabic' ? 'arabic' : 'latin'
  return { script, lines: number('lines'), from: number('from'), count: number('count') }
}

/** As it is printed on every page. */
export const verification = {
  code: '7Q2M9XBD4TWK',
  url: 'https://invoices.kranwerk.example/verify/7Q2M-9XBD-4TWK',
  page: 'invoices.kranwerk.example/verify',
}

const contents = {
  latin: {
    to: customers.jonas,
    currency: 'eur',
    unitAmount: 8_950,
    memo: 'Vielen Dank für Ihren Auftrag! Bei Fragen zur Abrechnung erreichen Sie uns jederzeit.',
    descriptions: [
      'Turmdrehkran 30 m, Miete je Tag',
      'Aufbau und Abnahme durch die Prüferin der Berufsgenossenschaft',
      'Mobilkran 60 t mit Fahrer',
      'Anfahrt und Rückfahrt, Schwertransport mit Begleitfahrzeug',
      'Lastaufnahmemittel: Traversen, Ketten und Schäkel',
      'Straßensperrung samt Beschilderung nach Genehmigung',
      'Fundamentkreuz und Ballastgewichte',
    ],
  },
  arabic: {
    to: customers.layla,
    currency: 'kwd',
    unitAmount: 89_500,
    memo: 'شكرًا لثقتكم بنا. للاستفسار عن هذه الفاتورة يسعدنا تواصلكم معنا في أي وقت.',
    descriptions: [
      'رافعة برجية بارتفاع ٣٠ مترًا، إيجار يومي',
      'التركيب والفحص بإشراف مفتشة السلامة المهنية',
      'رافعة متحركة حمولة ٦٠ طنًا مع سائق',
      'النقل ذهابًا وإيابًا مع مركبة مرافقة',
      'معدات الرفع: عوارض وسلاسل وأقفال',
      'إغلاق الطريق مع اللافتات بعد الحصول على التصريح',
      'قاعدة الأساس وأثقال الموازنة',
    ],
  },
} as const

/** An invoice whose number, amounts, days and purchase orders are its own, since a cache would not know those of a new one either. */
function invoice({ script, lines }: Asked, i: number): IssuedInvoice {
  const { to, currency, unitAmount, memo, descriptions } = contents[script]
  return issued({
    to,
    currency,
    memo,
    number: `KW-${2_000 + i}`,
    at: monday + i * dayMs,
    customFields: [{ name: 'PO', value: String(47_110 + 13 * i) }],
    lines: Array.from({ length: Math.min(lines, mostLines) }, (_, at) => {
      const periodEnd = at % 3 === 1 ? monday + 30 * dayMs : monday
      const description = descriptions[at % descriptions.length]!
      return line(description, String(1 + (at % 9)), String(unitAmount + 370 * at + 10 * i), { periodEnd })
    }),
  })
}

/** Of an invoice. For documents of more lines its rows are repeated. */
const mostLines = 250

export type Drawn = { readonly printed: Printed; readonly i18n: PrintI18n; readonly createdAt: number }

/** As long and as varied as a signed link. */
const urlOf = (i: number): string => {
  const letters = Array.from({ length: 172 }, (_, at) => ((at * at * 31 + at * 17 * (i + 3)) % 36).toString(36))
  return `https://pay.kranwerk.example/i/${letters.join('')}`
}

const kept = new Map<string, IssuedInvoice>()

/** What an invoice says, formatted anew each time as for each document; the invoices are made once. */
export function toDraw(asked: Asked): Drawn[] {
  return Array.from({ length: asked.count }, (_, i) => {
    const key = `${asked.script} ${asked.lines} ${asked.from + i}`
    const known = kept.get(key) ?? invoice(asked, asked.from + i)
    kept.set(key, known)
    const i18n = printI18n(known, customerOf(known, kranwerk, null))
    const printed = printedInvoice(known, { url: urlOf(asked.from + i), transfer: transferFor(kranwerk, known) }, i18n)
    const { heads, rows } = printed.table
    const table = { heads, rows: Array.from({ length: asked.lines }, (_, at) => rows[at % rows.length]!) }
    return { printed: { ...printed, table }, i18n, createdAt: known.finalizedAt }
  })
}
