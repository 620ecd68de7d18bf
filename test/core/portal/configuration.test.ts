import { describe, expect, test } from 'vitest'
import {
  type ConfigurationInput,
  defaultConfiguration,
  evolve,
  newConfiguration,
  type PortalConfiguration,
  type PortalConfigurationEvent,
  updateConfiguration,
} from '../../../src/core/portal/configuration.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import type { Result } from '../../../src/core/result.ts'
import { kranwerk, monday } from '../../world/cast.ts'

const account = { ...kranwerk, returnOrigins: ['https://kranwerk.example'] }

const after = (decided: Result<PortalConfigurationEvent[]>, before: PortalConfiguration | null, at: number) => {
  if (!decided.ok) throw new Error(`refused: ${decided.refusal.code}`)
  return replay(evolve, record(decided.value, before?.version ?? 0, at), before)
}

const made = (input: ConfigurationInput = {}) => after(newConfiguration(account, 'bpc_1', input), null, monday)!
const implicit = defaultConfiguration(account)

describe('a configuration', () => {
  test('has what was asked for, and nothing else is on', () => {
    const metadata = new Map([['shop', '7']])
    expect(made({ invoiceHistory: true, headline: 'Kräne', metadata })).toEqual({
      accountId: account.id,
      id: 'bpc_1',
      active: true,
      allowedUpdates: [],
      createdAt: monday,
      customerUpdate: false,
      defaultReturnUrl: null,
      hasLoginPage: false,
      headline: 'Kräne',
      invoiceHistory: true,
      metadata: { shop: '7' },
      name: null,
      paymentMethodUpdate: false,
      privacyPolicyUrl: null,
      termsOfServiceUrl: null,
      updatedAt: monday,
      version: 1,
    })
  })

  test('is changed in what differs only, and remembers when', () => {
    const before = made({ invoiceHistory: true, name: 'Werkstatt' })
    const decided = updateConfiguration(account, before, { invoiceHistory: true, name: 'Laden', active: false })
    expect(decided).toEqual({
      ok: true,
      value: [{ type: 'billing_portal.configuration.updated', details: { name: 'Laden', active: false } }],
    })
    const changed = { ...before, name: 'Laden', active: false, updatedAt: monday + 1000, version: 2 }
    expect(after(decided, before, monday + 1000)).toEqual(changed)
    expect(updateConfiguration(account, changed, { name: 'Laden' })).toEqual({ ok: true, value: [] })
  })

  test.each<[string, string, ConfigurationInput]>([
    ['return_url_not_allowed', 'default_return_url', { defaultReturnUrl: 'https://kranwerk.example.evil.example/' }],
    ['return_url_not_allowed', 'default_return_url', { defaultReturnUrl: 'http://kranwerk.example/' }],
    ['parameter_invalid', 'login_page[enabled]', { hasLoginPage: true }],
    ['parameter_invalid', 'metadata', { metadata: new Map(Array.from({ length: 51 }, (_, i) => [`k${i}`, 'v'])) }],
  ])('is refused as %s for %s', (code, param, input) => {
    for (const decided of [newConfiguration(account, 'bpc_1', input), updateConfiguration(account, made(), input)])
      expect(decided).toMatchObject({ ok: false, refusal: { code, param } })
  })

  test('leads back to the origins in the merchant’s settings', () => {
    expect(made({ defaultReturnUrl: 'https://kranwerk.example/konto' }).defaultReturnUrl).toContain('/konto')
  })
})

describe('the default configuration', () => {
  test('is unchanged by an input without a change, and then has no history', () => {
    expect(updateConfiguration(account, implicit, { invoiceHistory: true, active: true })).toEqual({
      ok: true,
      value: [],
    })
  })

  test('begins its history with what it was before its first change', () => {
    const decided = updateConfiguration(account, implicit, { hasLoginPage: false })
    const changed = after(decided, null, monday)
    expect(changed).toEqual({
      ...implicit,
      hasLoginPage: false,
      createdAt: monday,
      updatedAt: monday,
      version: 2,
    })
    const again = updateConfiguration(account, changed!, { hasLoginPage: true })
    expect(again.ok && again.value.map(({ type }) => type)).toEqual(['billing_portal.configuration.updated'])
  })

  test('is always active', () => {
    expect(updateConfiguration(account, implicit, { active: false })).toMatchObject({
      refusal: { code: 'parameter_invalid', param: 'active' },
    })
  })
})
