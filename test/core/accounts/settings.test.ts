import { describe, expect, test } from 'vitest'
import { type Account, type AccountEvent, evolve } from '../../../src/core/accounts/account.ts'
import { change, create, type WantedSettings } from '../../../src/core/accounts/settings.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import type { Result } from '../../../src/core/result.ts'
import { kranwerk, monday } from '../../world/cast.ts'

const { id, livemode, createdAt: _, version: __, ...settings } = kranwerk

function eventsOf(decided: Result<AccountEvent[]>): AccountEvent[] {
  if (!decided.ok) throw new Error(`refused: ${decided.refusal.code}`)
  return decided.value
}

/** The account after changes, one after the other, each decided on what the one before left. */
const accountAfter = (...wanted: WantedSettings[]): Account =>
  wanted.reduce<Account>(
    (account, one) => replay(evolve, record(eventsOf(change(account, one)), account.version, monday), account)!,
    replay(evolve, record(eventsOf(create(id, livemode, settings)), 0, monday))!,
  )

describe('an account', () => {
  test('is what it was created with', () => {
    expect(accountAfter()).toEqual(kranwerk)
  })

  test('has in each event what changed, and only that', () => {
    const account = accountAfter()
    const wanted = {
      ...settings,
      daysUntilDue: 30,
      branding: { ...settings.branding, brandColor: '#112233' },
      bankAccounts: [],
    }
    expect(eventsOf(change(account, wanted))).toEqual([
      { type: 'account.updated', settings: { daysUntilDue: 30 } },
      { type: 'account.branding_changed', branding: { brandColor: '#112233' } },
      { type: 'account.bank_accounts_changed', bankAccounts: [] },
    ])
    expect(accountAfter(wanted)).toEqual({ ...kranwerk, ...wanted, version: 4 })
  })

  test('has no event where nothing changes', () => {
    expect(eventsOf(change(accountAfter(), settings))).toEqual([])
    expect(eventsOf(change(accountAfter(), {}))).toEqual([])
  })

  const eInvoices = { profile: 'xrechnung', supplies: 'goods', exemption: null } as const

  test('rounds tax per invoice once it has e-invoices, which is one event, and goes on to without them', () => {
    expect(settings.rounding).toBe('line')
    expect(eventsOf(change(accountAfter(), { eInvoices }))).toEqual([
      { type: 'account.updated', settings: { eInvoices, rounding: 'invoice' } },
    ])
    expect(accountAfter({ eInvoices }, { eInvoices: null })).toMatchObject({ eInvoices: null, rounding: 'invoice' })
    expect(accountAfter({ eInvoices }, { eInvoices: null, rounding: 'line' }).rounding).toBe('line')
  })

  test.each<WantedSettings[]>([[{ eInvoices, rounding: 'line' }], [{ eInvoices }, { rounding: 'line' }]])(
    'does not round tax by line while it has e-invoices: %j',
    (...wanted) => {
      const refusal = { ok: false, refusal: { code: 'e_invoice_tax_rounding', param: 'rounding' } }
      expect(change(accountAfter(...wanted.slice(0, -1)), wanted.at(-1)!)).toEqual(refusal)
      expect(create(id, livemode, { ...settings, eInvoices })).toEqual(refusal)
    },
  )

  test('keeps its logo when a colour changes, and its colours when another does', () => {
    const { branding } = accountAfter({ branding: { brandColor: '#112233' } }, { branding: { accentColor: '#445566' } })
    expect(branding).toEqual({ brandColor: '#112233', accentColor: '#445566', logo: settings.branding.logo })
  })

  test.each(['', 'kran', 'A--B', 'LONGER-THAN-12'])('has no number prefix "%s"', (prefix) => {
    const numbering = { scheme: 'account', prefix } as const
    const refusal = { ok: false, refusal: { code: 'number_prefix_invalid' } }
    expect(change(accountAfter(), { numbering })).toMatchObject(refusal)
    expect(create(id, livemode, { ...settings, numbering })).toMatchObject(refusal)
  })

  test('has its events in order, each once', () => {
    const event = { type: 'account.updated', settings: { memo: 'Danke' } } as const
    expect(() => evolve(kranwerk, { seq: 3, at: monday, event })).toThrow('events follow each other without a gap')
    expect(() => evolve(null, { seq: 1, at: monday, event })).toThrow('events follow each other without a gap')
  })
})
