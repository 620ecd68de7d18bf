import { expect, test } from 'vitest'
import { languages } from '../../src/views/words/locale.ts'
import { payUrl, printInvoice } from './print.ts'
import type { Structure } from './read-pdf.ts'
import { states } from './states.ts'

/** Everything that is read of a document, in its order: each paragraph and heading, each row of a table, each picture. */
function textsOf({ role, text, alt, children }: Structure): string[] {
  if (role === 'TR') return [children.map((cell) => textsOf(cell).join(' · ') || cell.text).join(' | ')]
  if (role === 'Figure') return [`(${alt})`]
  return children.length > 0 && role !== 'P' ? children.flatMap(textsOf) : [text]
}

async function read(state: string, tag: string): Promise<string[]> {
  const invoice = states[state]
  if (!invoice) throw new Error(`there is no state "${state}"`)
  const { read } = await printInvoice(invoice, tag)
  return read.pages.flatMap(({ structure }) => textsOf(structure!)).map((text) => text.replace(/[\u00a0\u202f]/g, ' '))
}

test('an invoice that is paid in part says all of it, in order', async () => {
  expect(await read('an invoice with two rates and discounts, paid in part', 'de')).toEqual([
    'Kranwerk Berlin GmbH',
    'Rechnung',
    ...['Rechnungsnummer', 'KW-0017', 'Rechnungsdatum', '2. November 2026', 'Fällig am', '16. November 2026'],
    ...['Bestellung', '4711'],
    ...['Von', 'Kranwerk Berlin GmbH', 'Köpenicker Straße 154', '10997 Berlin', 'Deutschland', 'USt-IdNr. DE811907980'],
    ...['Rechnung an', 'Jonas Wieland Bau', 'Torstraße 12', '10119 Berlin', 'Deutschland', 'jonas@customer.example'],
    'USt-IdNr. DE293847561',
    ...['Noch zu zahlen', '668,13 €', 'Zahlbar bis 16. November 2026'],
    'Leistung | Menge | Einzelpreis | Steuer | Betrag EUR',
    'Turmdrehkran 30 m · Treue (10 % Rabatt)  −100,00 € | 1 | 1.000,00 | 19 % | 1.000,00',
    'Fachbücher · 2. November 2026 – 2. Dezember 2026 | 3 | 20,50 | 7 % | 61,50',
    'Zwischensumme | 1.061,50 €',
    'Rabatte auf einzelne Posten | −100,00 €',
    'Messe (5 % Rabatt) | −48,08 €',
    'Rabatt | −10,00 €',
    'MwSt 19 % auf 845,64 € | 160,67 €',
    'MwSt 7 % auf 57,78 € | 4,04 €',
    'Gesamtbetrag | 1.068,13 €',
    'Bezahlt | −400,00 €',
    'Noch zu zahlen | 668,13 €',
    ...['Hinweis', 'Vielen Dank!'],
    ...['Zahlungen', '2. November 2026 | Visa (Endziffern 4242) | 400,00 €'],
    ...['Per Überweisung bezahlen', 'Code mit der Banking-App scannen.', '(Code mit den Daten der Überweisung)'],
    ...['Kontoinhaber', 'Kranwerk Berlin GmbH', 'IBAN', 'DE89 3704 0044 0532 0130 00', 'BIC', 'MUSTDEBBXXX'],
    ...['Name der Bank', 'Musterbank Berlin', 'Betrag', '668,13 €', 'Verwendungszweck', 'KW-0017'],
    ...['Online bezahlen', 'Code mit dem Handy scannen oder diese Adresse öffnen:'],
    ...['(Code mit der Adresse, unter der die Rechnung bezahlt wird)', payUrl],
    'rechnung@kranwerk.example · +49 30 5550123 · kranwerk.example',
    'Geschäftsführerin: Anke Dahl · Amtsgericht Charlottenburg HRB 190 245 B',
  ])
})

test('a paid invoice says when and how it was paid, and what went back, and asks for nothing', async () => {
  const texts = await read('a paid invoice of which a part was refunded', 'en')
  const at = texts.indexOf('Paid')
  expect(texts.slice(at, at + 3)).toEqual(['Paid', '€1,068.13', 'Paid on November 2, 2026 · Visa ending 4242'])
  expect(texts).toContain('November 2, 2026 | Visa ending 4242 · €50.00 refunded | €1,068.13')
  expect(texts.filter((text) => /^\(|https:|IBAN/.test(text))).toEqual([])
})

/** What the VAT directive wants on an invoice for which the customer owes the tax (Art. 226, 11a), in the words of each country. */
const reverseCharge: Readonly<Record<string, RegExp>> = {
  en: /^Reverse charge: .*Art\. 196, Directive 2006\/112\/EC/,
  de: /^Steuerschuldnerschaft des Leistungsempfängers .*Art\. 196 der Richtlinie 2006\/112\/EG/,
  fr: /^Autoliquidation : .*art\. 196 de la directive 2006\/112\/CE/,
  ar: /^الاحتساب العكسي: .*196.*2006\/112\/EC، Reverse charge/,
  ja: /^リバースチャージ：.*2006\/112\/EC 第 196 条、Reverse charge/,
}

test.each(languages)(
  'in %s, what the law wants is said of tax that is not charged, and no tax is listed',
  async (tag) => {
    const owed = await read('an invoice for which the customer owes the tax', tag)
    expect(owed.filter((text) => reverseCharge[tag]!.test(text))).toHaveLength(1)
    expect(owed.join()).toContain('FR83404833048')
    expect(owed.filter((text) => /MwSt/.test(text))).toEqual([])
    const exempt = await read('an invoice to somebody who is exempt, with included tax', tag)
    const notes = exempt.filter((text) => !owed.includes(text) && /[.。]$/.test(text))
    expect(notes).toHaveLength(1)
  },
)

test('tax that is in the prices is named with its rate and its base, within the total', async () => {
  const texts = await read('an invoice with included tax', 'en')
  const rows = texts.slice(texts.indexOf('Subtotal | €1,190.00'), texts.indexOf('Total | €1,190.00') + 1)
  expect(rows).toEqual(['Subtotal | €1,190.00', 'MwSt 19% on €1,000.00 (included) | €190.00', 'Total | €1,190.00'])
})

test('what is optional and missing is not named', async () => {
  const texts = await read('an invoice without tax, with nothing optional', 'en')
  const named = ['Note', 'Payments', 'Tax', 'Discount', 'Deliver to', 'Bestellung', 'Paid']
  expect(texts.filter((text) => named.some((name) => text.startsWith(name)))).toEqual([])
  expect(texts).toContain('Description | Qty | Unit price | Amount EUR')
  expect(texts.at(-1)).toBe('rechnung@kranwerk.example · +49 30 5550123 · kranwerk.example')
  expect(texts.filter((text) => text.trim() === '')).toEqual([])
})
