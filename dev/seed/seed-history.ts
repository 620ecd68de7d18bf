import Stripe from 'stripe'
import type { Clock } from '../clock.ts'
import type { Secrets } from '../secrets.ts'
import { harborPine } from './harbor-pine.ts'
import { kranwerk } from './kranwerk.ts'
import type { MerchantClients, SeededUrls } from './merchant-clients.ts'

type World = { readonly app: string; readonly sandbox: string; readonly secrets: Secrets; readonly clock: Clock }

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** How many days ago the history begins; its reminders and retries run day by day until today. */
export const seedDays = 24

/** Nine in the morning UTC, an hour at which reminders may leave. */
const firstHour = 9

/** Seeds the merchants' last three weeks, using only the API and advancing the clock day by day. */
export async function seedHistory(
  { app, sandbox, secrets, clock }: World,
  onDay: (daysLeft: number) => void = () => undefined,
): Promise<SeededUrls> {
  const clientOf = (url: string, key: string) => {
    const { hostname, port } = new URL(url)
    return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 })
  }
  const clientsOf = (accountId: string): MerchantClients => {
    const { apiKey, providerKey } = secrets.merchants[accountId]!
    return { remit: clientOf(app, apiKey), provider: clientOf(sandbox, providerKey), now: () => clock.now() }
  }
  const histories = [kranwerk(clientsOf('acct_kranwerk')), harborPine(clientsOf('acct_harborpine'))]
  let urls: Partial<SeededUrls> = {}
  await clock.set(nextMorning(clock.now()), { stepMs: dayMs })
  const pass = (days: number) =>
    clock.advance(Math.min(days * dayMs, seedDays * dayMs - clock.offsetMs), { stepMs: dayMs })
  let passed = 0
  for (let daysAgo = seedDays; daysAgo >= 0; daysAgo--) {
    onDay(daysAgo)
    const today = histories.flatMap((history) => history[daysAgo] ?? [])
    if (today.length > 0) {
      await pass(passed)
      passed = 0
      for (const links of await Promise.all(today.map((act) => act()))) urls = { ...urls, ...links }
    }
    passed += 1
  }
  await pass(passed)
  return urls as SeededUrls
}

function nextMorning(nowMs: number): number {
  const morning = Math.floor(nowMs / dayMs) * dayMs + firstHour * hourMs
  return morning >= nowMs ? morning : morning + dayMs
}
