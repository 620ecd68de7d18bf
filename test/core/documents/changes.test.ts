import { describe, expect, test } from 'vitest'
import type { Account } from '../../../src/core/accounts/account.ts'
import { changesSince } from '../../../src/core/documents/changes.ts'
import { documentOf } from '../../../src/core/documents/document.ts'
import { store } from '../../../src/core/documents/store.ts'
import type { DocumentStored } from '../../../src/core/documents/stored-document.ts'
import { kranwerk, monday } from '../../world/cast.ts'
import { dayMs, issued, later, paidInFull, refundOf, started, succeeded } from '../../world/invoices.ts'

const [account] = kranwerk.bankAccounts

const stored = (changes: Partial<DocumentStored> = {}): DocumentStored => ({
  type: 'document.stored',
  document: 'invoice',
  ofPayment: null,
  number: 'KW-0017',
  sha256: 'aa',
  bytes: 40_000,
  codeHash: 'c1',
  payTo: account!,
  ...changes,
})
const receipt = (changes: Partial<DocumentStored>) =>
  stored({ document: 'receipt', ofPayment: 'inpay_1', number: 'KW-0017-R1', payTo: null, ...changes })

const invoice = later(issued(), monday, stored())
const document = documentOf(invoice, 'invoice')!
const paid = later(invoice, monday + dayMs, started(119_000), succeeded(119_000), paidInFull)
const paidBack = later(paid, monday + 2 * dayMs, refundOf(119_000))
const since = (now = invoice, account: Account = kranwerk) => changesSince(document, now, account)

describe('since an invoice was issued', () => {
  test('nothing has changed at first', () => expect(since()).toEqual([]))

  test('a part of it was paid, or all, or all was paid back', () => {
    expect(since(later(invoice, monday, started(40_000), succeeded(40_000)))).toEqual([{ kind: 'part_paid' }])
    expect(since(paid)).toEqual([{ kind: 'paid', at: monday + dayMs }])
    expect(since(paidBack)).toEqual([{ kind: 'paid', at: monday + dayMs }, { kind: 'paid_back' }])
  })

  test('it was voided or replaced; that it was given up is the merchant’s business', () => {
    expect(since(later(invoice, monday, { type: 'invoice.voided' }))).toEqual([{ kind: 'voided', at: monday }])
    const replacedBy = { id: 'in_2', number: 'KW-0018' }
    expect(since(later(invoice, monday, { type: 'invoice.voided', replacedBy }))).toEqual([
      { kind: 'revised', at: monday, number: 'KW-0018' },
    ])
    const givenUp = { type: 'invoice.marked_uncollectible', writtenOffMinor: 119_000 } as const
    expect(since(later(invoice, monday, givenUp))).toEqual([])
  })

  test('one that the customer’s credit paid was issued like that', () => {
    const ofCredit = later(issued({ balanceMinor: -119_000 }), monday, stored({ payTo: null }))
    expect(changesSince(documentOf(ofCredit, 'invoice')!, ofCredit, kranwerk)).toEqual([])
  })

  test('the merchant’s bank account changed, while something is to be paid', () => {
    const renamed = { ...account!, bankName: 'Musterbank AG' }
    expect(since(invoice, { ...kranwerk, bankAccounts: [renamed] })).toEqual([])
    const moved = { ...account!, number: { kind: 'iban', iban: 'AT611904300234573201', bic: null } } as const
    const elsewhere = { ...kranwerk, bankAccounts: [moved] }
    expect(since(invoice, elsewhere)).toEqual([{ kind: 'bank_account', to: moved }])
    expect(since(invoice, { ...kranwerk, bankAccounts: [] })).toEqual([{ kind: 'bank_account', to: null }])
    expect(since(paid, elsewhere)).toEqual([{ kind: 'paid', at: monday + dayMs }])
    const withoutAccount = later(issued(), monday, stored({ payTo: null }))
    expect(changesSince(documentOf(withoutAccount, 'invoice')!, withoutAccount, elsewhere)).toEqual([])
  })
})

describe('a receipt', () => {
  const first = later(paid, monday + dayMs, receipt({ codeHash: 'c2' }))
  const second = later(first, monday + 3 * dayMs, receipt({ codeHash: 'c3', sha256: 'bb' }))
  const [, older, newer] = second.documents!

  test('is replaced by one that says something else', () => {
    expect(changesSince(documentOf(first, 'receipt', 'inpay_1')!, first, kranwerk)).toEqual([])
    expect(changesSince(older!, second, kranwerk)).toEqual([{ kind: 'replaced', at: monday + 3 * dayMs }])
    expect(changesSince(newer!, second, kranwerk)).toEqual([])
  })

  test('that says again what it said before is the newest again', () => {
    const again = later(second, monday + 4 * dayMs, receipt({ codeHash: 'c2' }))
    expect(changesSince(older!, again, kranwerk)).toEqual([])
    expect(changesSince(newer!, again, kranwerk)).toEqual([{ kind: 'replaced', at: monday + 4 * dayMs }])
  })

  test('is not recorded again where only its looks differ', () => {
    const inOtherColours = receipt({ codeHash: 'c2', sha256: 'cc' })
    expect(store(first, [inOtherColours], undefined)).toEqual({ ok: true, value: [] })
    const saysMore = receipt({ codeHash: 'c4', sha256: 'cc' })
    expect(store(first, [saysMore], undefined)).toEqual({ ok: true, value: [saysMore] })
  })
})
