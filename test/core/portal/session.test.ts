import { expect, test } from 'vitest'
import { endOf, isAlive, isUseDue, type PortalSession, sessionLimits } from '../../../src/core/portal/session.ts'
import { monday } from '../../world/cast.ts'

const minuteMs = 60_000

const session = (given: Partial<PortalSession> = {}): PortalSession => ({
  accountId: 'acct_kranwerk',
  id: 'bps_1',
  customerId: 'cus_1',
  way: 'api',
  createdAt: monday,
  lastUsedAt: null,
  usableUntil: monday + sessionLimits.unusedMs,
  idleMs: sessionLimits.idleMs,
  expiresAt: monday + sessionLimits.mostMs,
  endedAt: null,
  userAgent: null,
  returnUrl: null,
  locale: null,
  configurationId: null,
  flow: null,
  ...given,
})

test.each<[string, Partial<PortalSession>, number]>([
  ['that nobody used ends after five minutes', {}, 5],
  ['ends an hour after it was last used', { lastUsedAt: monday + 7 * minuteMs }, 67],
  ['ends after a day at most', { lastUsedAt: monday + 1430 * minuteMs }, 1440],
  ['ends when it is ended', { lastUsedAt: monday, endedAt: monday + 3 * minuteMs }, 3],
])('a session %s', (_, given, minutes) => {
  const one = session(given)
  expect(endOf(one)).toBe(monday + minutes * minuteMs)
  expect([isAlive(one, endOf(one) - 1), isAlive(one, endOf(one))]).toEqual([true, false])
})

test('a use is written down once a minute', () => {
  expect(isUseDue(session(), monday)).toBe(true)
  const used = session({ lastUsedAt: monday })
  expect([isUseDue(used, monday + minuteMs - 1), isUseDue(used, monday + minuteMs)]).toEqual([false, true])
})
