import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from '../../src/actions/accounts/create-account.ts'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import type { WantedSettings } from '../../src/core/accounts/settings.ts'
import { accountOf } from '../../src/db/repositories/accounts.ts'
import { harbor } from '../world/cast.ts'
import { rows } from './fetch-log.ts'
import { clock, code, done, merchant, newDeps, operatorUnit } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

/** A merchant of this file only, whose settings no other test depends on. */
const id = 'acct_settings'
const { id: _, livemode, createdAt: __, version: ___, ...settings } = harbor

const update = (wanted: WantedSettings) => updateAccount(newDeps(), operatorUnit(id), { settings: wanted })
const history = () => rows('SELECT seq, type, data, actor FROM events WHERE account_id = ? ORDER BY seq', id)

beforeAll(async () => {
  await clock.read()
  done(await createAccount(newDeps(), operatorUnit(id), { livemode, settings }))
})
afterAll(expectTenantPredicates)

test('concurrent changes of settings are all stored, each with its own event', async () => {
  const wanted: WantedSettings[] = [
    { footer: 'Thank you' },
    { memo: 'By the sea' },
    { daysUntilDue: 10 },
    { branding: { brandColor: '#112233' } },
    { branding: { accentColor: '#445566' } },
    { maxRetries: 2 },
    { reminders: { days: [0, 7], hour: 10 } },
    { bankAccounts: [] },
  ]
  for (const result of await Promise.all(wanted.map(update))) done(result)
  const account = (await accountOf(newDeps().db, id).find())!
  expect(account).toMatchObject({
    footer: 'Thank you',
    memo: 'By the sea',
    daysUntilDue: 10,
    branding: { ...harbor.branding, brandColor: '#112233', accentColor: '#445566' },
    maxRetries: 2,
    reminders: { days: [0, 7], hour: 10 },
    version: 8,
  })
  const events = await history()
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set(['operator:story']))
})

test('a change that changes nothing leaves no event', async () => {
  const before = await history()
  done(await update({ footer: 'Thank you', bankAccounts: [] }))
  expect(await history()).toEqual(before)
})

test('an account is created once', async () => {
  const before = await history()
  await expect(createAccount(newDeps(), operatorUnit(id), { livemode, settings })).rejects.toMatchObject({
    name: 'Conflict',
    failure: 'version',
  })
  expect(await history()).toEqual(before)
})

test('a number prefix that a customer has, or invoices of another series, is refused; any other counts from then on', async () => {
  const kranwerk = merchant('acct_kranwerk')
  const { numbering } = (await accountOf(newDeps().db, kranwerk.id).find())!
  const change = (prefix: string) =>
    updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings: { numbering: { ...numbering, prefix } } })
  const customer = await kranwerk.customer({ invoicePrefix: 'WIELAND' })
  await kranwerk.open(customer.id, 100, { numberOverride: 'HAND-1' })
  expect([code(await change('WIELAND')), code(await change('HAND'))]).toEqual(Array(2).fill('number_prefix_invalid'))

  const first = await kranwerk.open(customer.id)
  done(await change('NEU'))
  const second = await kranwerk.open(customer.id)
  // The old prefix is the account's own: its invoices are of this series.
  done(await change(numbering.prefix))
  const third = await kranwerk.open(customer.id)
  expect([second.number, third.number]).toEqual([
    `NEU-${String(first.sequence! + 1).padStart(4, '0')}`,
    `${numbering.prefix}-${String(first.sequence! + 2).padStart(4, '0')}`,
  ])
})
