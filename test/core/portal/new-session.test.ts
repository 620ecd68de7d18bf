import { describe, expect, test } from 'vitest'
import { defaultConfiguration, type PortalFeature } from '../../../src/core/portal/configuration.ts'
import { flowTypes, type PortalFlow } from '../../../src/core/portal/flow.ts'
import { sessionTerms, type WantedSession } from '../../../src/core/portal/new-session.ts'
import { kranwerk } from '../../world/cast.ts'

const account = { ...kranwerk, returnOrigins: ['https://kranwerk.example', 'http://localhost:3000'] }
const everything = defaultConfiguration(account)
const nothing: WantedSession = { returnUrl: null, locale: null, flow: null }
const redirect = (returnUrl: string): PortalFlow => ({
  type: 'customer_update',
  after: { type: 'redirect', returnUrl },
})

describe('a session that a merchant’s site opens', () => {
  test('has what was asked for', () => {
    const wanted = {
      returnUrl: 'http://localhost:3000/konto',
      locale: 'fr',
      flow: redirect('https://kranwerk.example/fertig'),
    }
    expect(sessionTerms(account, everything, wanted)).toEqual({ ok: true, value: wanted })
  })

  test('leads back to where its configuration says, unless it says itself', () => {
    const configuration = { ...everything, defaultReturnUrl: 'https://kranwerk.example/a' }
    const backTo = (returnUrl: string | null) => sessionTerms(account, configuration, { ...nothing, returnUrl })
    expect(backTo(null)).toMatchObject({ value: { returnUrl: 'https://kranwerk.example/a' } })
    expect(backTo('https://kranwerk.example/b')).toMatchObject({ value: { returnUrl: 'https://kranwerk.example/b' } })
  })

  test.each(flowTypes)('is refused with the flow %s where that feature is off', (type) => {
    const wanted: WantedSession = { ...nothing, flow: { type, after: { type: 'portal_homepage' } } }
    const needs: Record<typeof type, PortalFeature> = {
      customer_update: 'customerUpdate',
      invoice_history: 'invoiceHistory',
      payment_method_update: 'paymentMethodUpdate',
    }
    expect(sessionTerms(account, everything, wanted).ok).toBe(true)
    expect(sessionTerms(account, { ...everything, [needs[type]]: false }, wanted)).toMatchObject({
      refusal: { code: 'parameter_invalid', param: 'flow_data[type]' },
    })
  })

  test('is refused where it would lead elsewhere, at its end or after its flow, and without an active configuration', () => {
    const evil = 'https://evil.example/'
    expect(sessionTerms(account, everything, { ...nothing, returnUrl: evil })).toMatchObject({
      refusal: { code: 'return_url_not_allowed', param: 'return_url' },
    })
    expect(sessionTerms(account, everything, { ...nothing, flow: redirect(evil) })).toMatchObject({
      refusal: { code: 'return_url_not_allowed', param: 'flow_data[after_completion][redirect][return_url]' },
    })
    expect(sessionTerms(account, { ...everything, active: false }, nothing)).toMatchObject({
      refusal: { code: 'parameter_invalid', param: 'configuration' },
    })
  })
})
