import { setTimeout as pause } from 'node:timers/promises'
import { type Deliver, signature } from '../../dev/sandbox/webhooks.ts'
import { merchants } from '../../dev/seed/merchants.ts'
import type { Town } from './town.ts'

/** A message of the provider that was posted and has not been delivered yet. */
export type Letter = {
  readonly id: string
  readonly type: string
  readonly body: string
  readonly path: string
  /** What it is about. */
  readonly object: Readonly<Record<string, unknown>> & { readonly id: string }
}

/** Keeps the provider's messages back, so that a proof decides when, how often and in which order each arrives. */
export function heldLetters() {
  let held: Letter[] = []
  const deliver: Deliver = async (request) => {
    const body = await request.text()
    const { id, type, data } = JSON.parse(body)
    held.push({ id, type, body, path: new URL(request.url).pathname, object: data.object })
    return new Response(null, { status: 200 })
  }
  return {
    deliver,
    /** Takes out what was held back so far: everything, or what is wanted. */
    async take({ sandbox }: Town, isWanted: (letter: Letter) => boolean = () => true): Promise<Letter[]> {
      await sandbox.tick()
      const taken = held.filter(isWanted)
      held = held.filter((letter) => !isWanted(letter))
      return taken
    },
  }
}

const mostTries = 20
const pauseMs = 500

/** Delivers a letter as the provider would now: each try is signed anew, and "not now" is tried again. Answers the last status. */
export async function hand({ app, clock, secrets }: Town, { path, body }: Letter): Promise<number> {
  const to = merchants.find(({ account }) => path.endsWith(`/${account.id}`))!.account.id
  for (let tries = 1; ; tries++) {
    const signed = signature(body, Math.floor(clock.now() / 1000), [secrets.merchants[to]!.webhookSecret])
    const answer = await fetch(new URL(path, app), { method: 'POST', body, headers: { 'stripe-signature': signed } })
    await answer.text()
    if (answer.status !== 503 || tries === mostTries) return answer.status
    await pause(pauseMs)
  }
}
