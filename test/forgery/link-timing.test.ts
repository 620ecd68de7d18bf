import { expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { readLink, signLink } from '../../src/crypto/link-token.ts'
import { isProving } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { secrets } from '../world/secrets.ts'
import { now, settled } from '../world/time.ts'
import { sendRaw } from './http.ts'
import { randomFor } from './random.ts'
import { invoiceWithLinks } from './requests-by-route.ts'

/** Requests of each kind, one after the other and beginning with a random one, so that the load of the machine meets all kinds alike. */
const rounds = 500

type Kinds = Readonly<Record<string, string>>

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!

/** The median time in ms of the page of each kind of link. */
async function mediansOf(kinds: Kinds, origin: string): Promise<Record<string, number>> {
  const random = randomFor('link timing')
  const names = Object.keys(kinds)
  const times = new Map<string, number[]>(names.map((kind) => [kind, []]))
  for (let round = 0; round < rounds; round++) {
    const first = random.below(names.length)
    for (const kind of [...names.slice(first), ...names.slice(0, first)]) {
      const from = performance.now()
      const { status } = await sendRaw({ path: `/i/${kinds[kind]}` }, origin)
      times.get(kind)!.push(performance.now() - from)
      expect(status, kind).toBe(404)
    }
  }
  return Object.fromEntries([...times].map(([kind, all]) => [kind, median(all)]))
}

/** By how much the slowest kind differs from the fastest. */
const spreadOf = (medians: Readonly<Record<string, number>>): number => {
  const all = Object.values(medians)
  return (Math.max(...all) - Math.min(...all)) / Math.min(...all)
}

/** A tenth of some milliseconds is what one kind differs from itself on a busy machine. */
const noise = 0.1

const withSignature = (token: string, signature: string) => `${token.split('.').slice(0, 2).join('.')}.${signature}`

/** Links that we never signed, of an invoice that exists, of none, and of another merchant's with a signature from elsewhere. */
async function neverSigned(): Promise<Kinds> {
  const [{ links }, foreign] = await Promise.all([invoiceWithLinks(kranwerk), invoiceWithLinks(harborPine)])
  const forger = linkKeys({ current: 'k1', keys: { k1: 'x'.repeat(64) } })
  const { claims } = (await readLink(ourKeys, links.good, await now()))!
  const nobody = { ...claims, invoiceId: claims.invoiceId.replace(/.{8}$/, '00000000') }
  const until = (await now()) + 1e9
  const signatureOf = (token: string) => token.split('.')[2]!
  return {
    'of an invoice that exists': await signLink(forger, claims, until),
    'of an invoice that exists, again': await signLink(forger, claims, until - 1000),
    'of no invoice': await signLink(forger, nobody, until),
    'of a revoked link': withSignature(links.revoked, signatureOf(links.good)),
    'of another merchant, signed for this one': withSignature(foreign.links.good, signatureOf(links.good)),
  }
}

const ourKeys = linkKeys({ current: 'k1', keys: { k1: secrets.linkKey } })

/** Links that we signed and that have ended, of two merchants. */
async function ended(): Promise<Kinds> {
  const [{ links }, foreign] = await Promise.all([invoiceWithLinks(kranwerk), invoiceWithLinks(kranwerk)])
  const { claims } = (await readLink(ourKeys, links.good, await now()))!
  return {
    expired: await signLink(ourKeys, claims, (await now()) - 5000),
    revoked: links.revoked,
    'of another invoice, revoked': foreign.links.revoked,
  }
}

for (const [what, make] of Object.entries({ 'were never signed': neverSigned, 'have ended': ended }))
  test.runIf(isProving)(
    `links that ${what} are refused in the same time, whatever they name`,
    { timeout: 600_000 },
    async () => {
      const kinds = await make()
      await settled()
      const medians = await mediansOf(kinds, world.app)
      const spread = spreadOf(medians)
      tally(`Time of links that ${what}`, {
        requests: rounds * Object.keys(kinds).length,
        kinds: Object.keys(kinds).length,
      })
      console.log('median ms', medians)
      expect(spread).toBeLessThan(noise)
    },
  )

test.runIf(isProving)('five milliseconds of more work for one kind are seen', { timeout: 600_000 }, async () => {
  const kinds = await neverSigned()
  await settled()
  const slow = 'of a revoked link'
  const slowed = await serve(async (request) => {
    const { pathname } = new URL(request.url)
    // Work and not a pause, which a busy machine would make up for.
    const until = performance.now() + (pathname.includes(kinds[slow]!) ? 5 : 0)
    while (performance.now() < until);
    return fetch(new URL(pathname, world.app))
  }, 0)
  const { [slow]: delayed, ...others } = await mediansOf(kinds, slowed.url)
  await slowed.stop()
  console.log('median ms', { delayed, ...others })
  expect(delayed).toBeGreaterThan(Math.max(...Object.values(others)) * (1 + noise))
})
