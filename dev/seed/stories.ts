import Stripe from 'stripe'
import type { Clock } from '../clock.ts'
import type { Secrets } from '../secrets.ts'
import type { Desk, SeededUrls } from './desk.ts'
import { harborPine } from './harbor-pine.ts'
import { kranwerk } from './kranwerk.ts'

type World = { readonly app: string; readonly sandbox: string; readonly secrets: Secrets; readonly clock: Clock }

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** How long ago the stories begin; their reminders and retries really happen on the way to today. */
export const seedDays = 24

/** Nine in the morning in UTC: a decent hour for the customers who are reminded. */
const firstHour = 9

/** Lives through the merchants' last three weeks through the API alone, as they would have. */
export async function seedStories(
  { app, sandbox, secrets, clock }: World,
  onDay: (daysLeft: number) => void = () => undefined,
): Promise<SeededUrls> {
  const clientOf = (url: string, key: string) => {
    const { hostname, port } = new URL(url)
    return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 })
  }
  const deskOf = (accountId: string): Desk => {
    const { apiKey, providerKey } = secrets.merchants[accountId]!
    return { remit: clientOf(app, apiKey), provider: clientOf(sandbox, providerKey), now: () => clock.now() }
  }
  const diaries = [kranwerk(deskOf('acct_kranwerk')), harborPine(deskOf('acct_harborpine'))]
  let urls: Partial<SeededUrls> = {}
  await clock.set(nextMorning(clock.now()), { stepMs: dayMs })
  for (let daysAgo = seedDays; daysAgo >= 0; daysAgo--) {
    onDay(daysAgo)
    for (const links of await Promise.all(diaries.map((diary) => diary(daysAgo)))) urls = { ...urls, ...links }
    await clock.advance(Math.min(dayMs, seedDays * dayMs - clock.offsetMs), { stepMs: dayMs })
  }
  return urls as SeededUrls
}

function nextMorning(nowMs: number): number {
  const morning = Math.floor(nowMs / dayMs) * dayMs + firstHour * hourMs
  return morning >= nowMs ? morning : morning + dayMs
}
