import { setTimeout as pause } from 'node:timers/promises'
import { type Deliver, signature } from '../../dev/sandbox/webhooks.ts'
import { merchants } from '../../dev/seed/merchants.ts'
import type { Environment } from './environment.ts'

/** A webhook that the provider has sent and that has not been delivered yet. */
export type HeldWebhook = {
  readonly id: string
  readonly type: string
  readonly body: string
  readonly path: string
  /** The object that it reports. */
  readonly object: Readonly<Record<string, unknown>> & { readonly id: string }
}

/** Holds the provider's webhooks, so that a test decides when, how often and in which order each is delivered. */
export function holdWebhooks() {
  let held: HeldWebhook[] = []
  const deliver: Deliver = async (request) => {
    const body = await request.text()
    const { id, type, data } = JSON.parse(body)
    held.push({ id, type, body, path: new URL(request.url).pathname, object: data.object })
    return new Response(null, { status: 200 })
  }
  return {
    deliver,
    /** Removes and returns the webhooks held so far: all, or the wanted ones. */
    async take(
      { sandbox }: Environment,
      isWanted: (webhook: HeldWebhook) => boolean = () => true,
    ): Promise<HeldWebhook[]> {
      await sandbox.tick()
      const taken = held.filter(isWanted)
      held = held.filter((webhook) => !isWanted(webhook))
      return taken
    },
  }
}

const maxTries = 20
const pauseMs = 500

/** Delivers a webhook as the provider would now: signed anew at each try, retried after a 503. Returns the last status. */
export async function deliverWebhook(
  { app, clock, secrets }: Environment,
  { path, body }: HeldWebhook,
): Promise<number> {
  const to = merchants.find(({ account }) => path.endsWith(`/${account.id}`))!.account.id
  for (let tries = 1; ; tries++) {
    const signed = signature(body, Math.floor(clock.now() / 1000), [secrets.merchants[to]!.webhookSecret])
    const answer = await fetch(new URL(path, app), { method: 'POST', body, headers: { 'stripe-signature': signed } })
    await answer.text()
    if (answer.status !== 503 || tries === maxTries) return answer.status
    await pause(pauseMs)
  }
}
