import { expect, test } from 'vitest'
import { ciiOf } from '../../src/e-invoice/cii.ts'
import { eInvoiceOf } from '../../src/e-invoice/e-invoice-of.ts'
import { ublOf } from '../../src/e-invoice/ubl.ts'
import { hostileTexts } from '../views/hostile.ts'
import { account, customers } from '../world/cast.ts'
import { discount, issued, line } from '../world/invoices.ts'
import { details } from './generated.ts'
import { parsed } from './read.ts'
import { schemaErrors } from './schemas.ts'

const texts = [
  ...hostileTexts,
  ']]>',
  '<![CDATA[ ]]]]><![CDATA[>',
  '</ram:Name><ram:Name>Somebody else',
  '</cbc:Name></cac:PartyName>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '<?xml-stylesheet href="//evil.example"?>',
  '&#0;&#x1F;&unknown;',
  'before\ud800after\udfff',
  'not\ufffea\uffffcharacter',
  '\u009bcontrol\u0085characters\u007f',
  '\u202e.00,001 latot ehT',
  'long '.repeat(1_000),
  '👩‍👩‍👧‍👦 & 🧾',
]

/** An invoice with a text in every field that people fill in. */
const everywhere = (text: string) => {
  const made = eInvoiceOf(
    issued({
      of: account({
        name: text,
        address: { line1: text, line2: text, city: text, postalCode: text, state: text, country: 'DE' },
        supportPhone: text,
        supportEmail: text,
        taxIds: [
          { type: 'eu_vat', value: 'DE811907980' },
          { type: 'fr_siren', value: text },
          { type: 'de_stn', value: text },
        ],
      }),
      to: {
        ...customers.jonas,
        name: text,
        email: text,
        phone: text,
        buyerReference: text,
        taxIds: [{ type: 'us_ein', value: text }],
        shipping: { name: text, phone: text, address: { ...customers.jonas.address!, line1: text } },
      },
      number: `KW-${text}`,
      lines: [line(text, '1', '1000', { discounts: [discount(text, { percent: '10' })] })],
      discounts: [discount(`whole ${text}`, { percent: '10' })],
      memo: text,
      footer: text,
      customFields: [{ name: text, value: text }],
      purchaseOrder: text,
    }),
    {
      ...details,
      bankAccount: {
        currency: 'eur',
        holder: text,
        bankName: text,
        number: { kind: 'local', accountNumber: text, bankCode: { kind: 'bank_code', code: text } },
      },
    },
  )
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value
}

const tagsOf = (xml: string) => xml.match(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g)!.map((tag) => tag.replace(/ name="[^"]*"/, ''))

/** What is left of a text: no control characters, no overrides of direction, no half characters. */
const kept = (text: string) =>
  [...text.toWellFormed().replaceAll('\r\n', '\n')]
    .filter((character) => {
      const code = character.codePointAt(0)!
      const isControl = (code < 0x20 && character !== '\n') || (code >= 0x7f && code < 0xa0)
      return !isControl && !(code >= 0x202a && code <= 0x202e) && code !== 0xfffe && code !== 0xffff
    })
    .join('')
    .trim()

test.each(texts)('%j is text in both syntaxes, and adds no element', (text) => {
  const [plain, hostile] = [everywhere('plain'), everywhere(text)]
  expect(tagsOf(ciiOf(hostile))).toEqual(tagsOf(ciiOf(plain)))
  expect(tagsOf(ublOf(hostile))).toEqual(tagsOf(ublOf(plain)))
  const { ApplicableHeaderTradeAgreement: parties } = parsed(ciiOf(hostile)).CrossIndustryInvoice
    .SupplyChainTradeTransaction
  expect(parties.SellerTradeParty.Name).toBe(kept(text))
  expect(parties.BuyerTradeParty.Name).toBe(kept(text))
  const { AccountingSupplierParty, PaymentMeans, InvoiceLine } = parsed(ublOf(hostile)).Invoice
  expect(AccountingSupplierParty.Party.PartyLegalEntity.RegistrationName).toBe(kept(text))
  expect(PaymentMeans.PayeeFinancialAccount.Name).toBe(kept(text))
  expect(InvoiceLine[0].Item.Name).toBe(kept(text))
})

test('invoices full of hostile texts follow the schema', async () => {
  expect(await schemaErrors(texts.map((text) => ciiOf(everywhere(text))))).toEqual([])
})
