import { beforeAll, expect, test } from 'vitest'
import { paths } from '../../src/paths.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { uniqueCustomer } from '../world/api-calls.ts'
import { bill } from '../world/billing.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { harborPine, kranwerk, type Merchant } from '../world/merchant.ts'
import { asCustomer, cookieOf, openSessionOf, signInToPortal } from '../world/portal.ts'
import { settled } from '../world/time.ts'
import { pagesWritten } from './database-writes.ts'
import { exposedInternals } from './exposed-internals.ts'
import { probe } from './probe.ts'
import { type Random, randomFor } from './random.ts'

const { accountId } = kranwerk
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Secrets of sessions, and the number of the customer's invoice, which nobody else may see. */
let own: { readonly cookie: string; readonly link: string; readonly number: string }
let foreign: string
let ended: string

async function signedIn(merchant: Merchant) {
  const customer = await uniqueCustomer(merchant)
  const invoice = await bill(customer, {}, merchant)
  return { customer, invoice, cookie: await signInToPortal(merchant, customer.email) }
}

beforeAll(async () => {
  const [mine, theirs] = await Promise.all([signedIn(kranwerk), signedIn(harborPine)])
  const { link } = await openSessionOf(kranwerk, mine.customer.id, mine.customer.created * 1000)
  own = { cookie: mine.cookie, link, number: mine.invoice.number }
  foreign = theirs.cookie
  ended = await signInToPortal(kranwerk, mine.customer.email)
  await asCustomer(kranwerk, ended, paths.portalSessionEnd(accountId, 'current'), { method: 'POST' })
  await settled()
})

type Mutation = (secret: string, random: Random) => string
const at = (secret: string, place: number, put: string, count = 1) =>
  secret.slice(0, place) + put + secret.slice(place + count)

/** How a secret that opens nothing is made of one that does. */
const mutations: Readonly<Record<string, Mutation>> = {
  'another letter': (secret, random) => {
    const place = random.below(secret.length)
    return at(secret, place, random.pick([...letters].filter((letter) => letter !== secret[place])))
  },
  'another case': (secret, random) => {
    const places = [...secret].flatMap((letter, i) => (/[a-z]/i.test(letter) ? [i] : []))
    const place = random.pick(places)
    const letter = secret[place]!
    return at(secret, place, letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())
  },
  'a letter less': (secret, random) => at(secret, random.below(secret.length), ''),
  'a letter more': (secret, random) => at(secret, random.below(secret.length + 1), random.pick([...letters]), 0),
  'two letters changed round': (secret) => {
    const place = [...secret].findIndex((letter, i) => i > 0 && letter !== secret[i - 1])
    return at(secret, place - 1, secret[place]! + secret[place - 1]!, 2)
  },
  'bits that belong to no byte': (secret) =>
    secret.slice(0, -1) + letters[letters.indexOf(secret.at(-1)!) + 1 + (letters.indexOf(secret.at(-1)!) % 3)]!,
  padding: (secret) => `${secret}=`,
  'a random one': (_, random) =>
    Array.from({ length: 42 }, () => random.pick([...letters])).join('') + random.pick([...'AEIMQUY']),
  'that of the link in the cookie': () => own.link,
  'one of another merchant': () => foreign,
  'one that was ended': () => ended,
  'a pattern': (_, random) => random.pick(['%'.repeat(43), `${'_'.repeat(42)}A`, '*', "' OR 1=1 --", '', 'null', '0']),
}

test('no altered secret of a session opens the portal or changes anything', { timeout: 3_600_000 }, async () => {
  const random = randomFor('sessions')
  const kinds = Object.entries(mutations)
  const pages = await pagesWritten()
  const [accepted, faults]: [string[], string[]] = [[], []]
  const looks = new Set<string>()
  const count = rounds(1_000, 100_000)
  await mapConcurrently(8, Array(count).keys(), async (i) => {
    const [kind, mutate] = kinds[i % kinds.length]!
    const isLink = random.percent(30)
    const [path, cookie] = isLink
      ? [`/p/${accountId}/session/${encodeURIComponent(mutate(own.link, random))}`, '']
      : [
          random.pick([paths.portal(accountId), paths.portalInvoices(accountId), paths.portalSessions(accountId)]),
          mutate(own.cookie, random),
        ]
    if (isLink && (kind === 'that of the link in the cookie' || path.endsWith(`/${own.link}`))) return
    const response = await probe({
      path,
      headers: cookie === '' ? {} : { cookie: cookieOf('portal', accountId, cookie) },
    })
    if (response.status >= 500 || exposedInternals(response.body))
      faults.push(`${response.status} for ${kind} at ${path}`)
    const isRefused = isLink
      ? response.status === 404 || response.headers.location?.includes('/login')
      : response.status === 303 && response.headers.location?.startsWith(paths.portalLogin(accountId))
    if (!isRefused || response.body.includes(own.number)) accepted.push(`${kind} at ${path}: ${response.status}`)
    if (!isLink)
      looks.add(`${response.status} ${response.headers.location?.replace(/\?.*/, '')} ${response.body.length}`)
  })
  await settled()
  const writes = (await pagesWritten()) - pages
  tally('Altered portal sessions', {
    tried: count,
    kinds: kinds.length,
    accepted: accepted.length,
    '5xx': faults.length,
    writes,
  })
  expect(accepted).toEqual([])
  expect(faults).toEqual([])
  expect(writes).toBe(0)
  expect(looks.size).toBe(1)
})

test('the secrets before alteration are accepted, so that the refusals prove something', async () => {
  expect((await asCustomer(kranwerk, own.cookie, paths.portal(accountId))).body).toContain(own.number)
  expect((await probe({ path: paths.portalEntry(accountId, own.link) })).headers.location).toBe(paths.portal(accountId))
})
