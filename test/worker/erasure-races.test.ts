import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eraseCustomer } from '../../src/actions/customers/erase-customer.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { createInvoiceItem } from '../../src/actions/invoice-items/create-invoice-item.ts'
import { askMerchant } from '../../src/actions/invoices/ask-merchant.ts'
import { createInvoice } from '../../src/actions/invoices/create-invoice.ts'
import { createRevision } from '../../src/actions/invoices/create-revision.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { markUncollectible } from '../../src/actions/invoices/mark-uncollectible.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { revokeLink } from '../../src/actions/links/revoke-link.ts'
import { attachMethod } from '../../src/actions/payments/attach-method.ts'
import { beginMethodSetup } from '../../src/actions/payments/begin-method-setup.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { switchAutomaticPayment } from '../../src/actions/payments/switch-automatic-payment.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { signInAtDeployment } from '../../src/actions/portal/deployment-sign-in.ts'
import { requestDeploymentSignIn } from '../../src/actions/portal/request-deployment-sign-in.ts'
import { requestSignIn } from '../../src/actions/portal/request-sign-in.ts'
import { signIn } from '../../src/actions/portal/sign-in.ts'
import { commitUnit, unitOfWork } from '../../src/actions/unit-of-work.ts'
import { scopesOf } from '../../src/core/access/caller.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import type { Invoice } from '../../src/core/invoices/invoice.ts'
import { ok, type Result, refuse } from '../../src/core/result.ts'
import { signInCode } from '../../src/crypto/portal-secrets.ts'
import { isErased } from '../../src/db/conflict.ts'
import { accountOf } from '../../src/db/repositories/accounts.ts'
import { passkeysOf } from '../../src/db/repositories/passkeys.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { type Call, intercepting, isWrite, rows, write } from './fetch-log.ts'
import { clock, code, done, linkUnit, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const secret = 'browser of the race'

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

/** Pauses `work` at its first commit of this kind, does something else completely, and lets it go on. */
async function pausedAtCommit<T>(isCommit: RegExp, work: () => Promise<T>, meanwhile: () => Promise<unknown>) {
  let isPaused = false
  const isIt = (call: Call) => isWrite(call) && call.statements.some((text) => isCommit.test(text))
  const result = await intercepting(async (call, go) => {
    if (isPaused || !isIt(call)) return go()
    isPaused = true
    await meanwhile()
    return go()
  }, work)
  expect(isPaused, 'the race took place').toBe(true)
  return result
}

/** Erases, with the follow-ups. */
async function erase(customerId: string): Promise<Result<null>> {
  const { unit } = kranwerk
  const erased = await eraseCustomer(newDeps(), unit, { customerId })
  await drain(newDeps(), unit.written)
  return erased
}

type Things = { readonly customer: Customer; readonly draft: Invoice; readonly paid: Invoice; readonly bad: Invoice }

/** A customer with a draft, a paid invoice and one that nobody expects to be paid. */
async function someone(): Promise<Things> {
  const customer = await kranwerk.customer({ name: 'Nora Race', email: `nora.${crypto.randomUUID()}@wieland.example` })
  const draft = await kranwerk.draft(customer.id)
  const { id: paidId } = await kranwerk.open(customer.id)
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: paidId }))
  const { id: badId } = await kranwerk.open(customer.id)
  done(await markUncollectible(newDeps(), kranwerk.unit, { invoiceId: badId }))
  return { customer, draft, paid: await kranwerk.invoice(paidId), bad: await kranwerk.invoice(badId) }
}

/** What is left of an erased customer that should not be. */
async function leftOf({ customer: { id } }: Things): Promise<string[]> {
  const counted = await rows(
    `SELECT 'unfinished invoices' AS what FROM invoices WHERE customer_id = ?1 AND status IN ('draft', 'open')
      UNION ALL SELECT 'items' FROM invoice_items JOIN invoices ON invoices.id = invoice_id WHERE invoice_items.customer_id = ?1 AND status = 'draft'
      UNION ALL SELECT 'pending items' FROM invoice_items WHERE customer_id = ?1 AND invoice_id IS NULL
      UNION ALL SELECT 'links' FROM links JOIN invoices ON invoices.id = invoice_id WHERE customer_id = ?1
      UNION ALL SELECT 'sessions' FROM portal_sessions WHERE customer_id = ?1
      UNION ALL SELECT 'passkeys' FROM passkeys WHERE customer_id = ?1
      UNION ALL SELECT 'methods' FROM payment_methods WHERE customer_id = ?1
      UNION ALL SELECT 'customers' FROM customers WHERE id = ?1
      UNION ALL SELECT 'later events' FROM events JOIN events e ON e.object_id = events.object_id AND e.type = 'customer.erased'
        WHERE events.object_id = ?1 AND events.seq > e.seq
      UNION ALL SELECT 'texts' FROM events JOIN invoices ON invoices.id = object_id WHERE customer_id = ?1 AND instr(data, 'written in the race') > 0`,
    id,
  )
  return counted.map(({ what }) => what)
}

const portalUnit = (customerId: string) =>
  unitOfWork({
    accountId: kranwerk.id,
    actor: { kind: 'portal', id: 'bps_race' },
    scopes: scopesOf.portal,
    reach: { kind: 'customer', customerId },
  })

type Writer = {
  readonly write: (things: Things) => Promise<Result<unknown>>
  /** What it says where the customer was erased meanwhile, and what erasing says where the writer was first. */
  readonly refusal: string
  readonly erasing?: string
  /** Where it waits: its own commit. */
  readonly commit?: RegExp
}

const ofEvents = /insert into "events"/i

/** Everybody who writes something new for a customer. */
const writers: Readonly<Record<string, Writer>> = {
  'a new draft': {
    write: ({ customer }) => {
      const blank = { id: newDeps().newId('invoice'), customerId: customer.id, currency: 'eur' as const, input: {} }
      return createInvoice(newDeps(), kranwerk.unit, { ...blank, withPendingItems: false })
    },
    refusal: 'resource_missing',
  },
  'a pending item': {
    write: ({ customer }) => newItem({ customerId: customer.id }),
    refusal: 'resource_missing',
  },
  'an item on a draft': {
    write: ({ draft }) => newItem({ invoiceId: draft.id }),
    refusal: 'resource_missing',
  },
  'a revision': {
    write: ({ bad }) => {
      const toRevise = {
        id: newDeps().newId('invoice'),
        originalId: bad.id,
        customerId: undefined,
        currency: undefined,
      }
      return createRevision(newDeps(), kranwerk.unit, { ...toRevise, input: {} })
    },
    refusal: 'customer_deleted',
  },
  'a draft that is finalized': {
    write: ({ draft }) => finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId: draft.id }),
    refusal: 'resource_missing',
    erasing: 'customer_has_open_invoices',
  },
  'a draft that is sent': {
    write: ({ draft }) => sendInvoice(newDeps(), kranwerk.unit, { invoiceId: draft.id }),
    refusal: 'resource_missing',
    erasing: 'customer_has_open_invoices',
  },
  'a paid invoice that is sent to a new address': {
    write: async ({ customer, paid }) => {
      await write([{ sql: 'DELETE FROM links WHERE invoice_id = ?', args: [paid.id] }])
      await clock.advance(120_000)
      expect(customer.id).toBe(paid.customerId)
      return sendInvoice(newDeps(), kranwerk.unit, { invoiceId: paid.id })
    },
    refusal: 'customer_deleted',
  },
  'a link in place of a revoked one': {
    write: async ({ bad }) => {
      const [link] = await rows('SELECT id FROM links WHERE invoice_id = ? AND recipient IS NULL', bad.id)
      return revokeLink(newDeps(), kranwerk.unit, { invoiceId: bad.id, linkId: link?.id ?? 'lnk_gone' })
    },
    refusal: 'resource_missing',
  },
  'a session that the merchant opens': {
    write: ({ customer }) => {
      const session = { id: newDeps().newId('portalSession'), configurationId: undefined, returnUrl: null }
      return createSession(newDeps(), kranwerk.unit, { ...session, customerId: customer.id, locale: null, flow: null })
    },
    refusal: 'resource_missing',
    commit: /insert into "portal_sessions"/i,
  },
  'a session by a mailed code': {
    write: async ({ customer }) => {
      const accountId = kranwerk.id
      const deps = newDeps()
      const signInId = await requestSignIn(deps, { accountId, address: customer.email ?? '', browserSecret: secret })
      const digits = (await signInCode(deps.linkKeys, deps.linkKeys.currentId, signInId)) ?? ''
      return signIn(newDeps(), { accountId, signInId, browserSecret: secret, code: digits, userAgent: 'race' })
    },
    refusal: 'sign_in_code_invalid',
    commit: /insert into "portal_sessions"/i,
  },
  'a session by a code of the deployment': {
    write: async ({ customer }) => {
      const deps = newDeps()
      const signInId = await requestDeploymentSignIn(deps, { address: customer.email ?? '', browserSecret: secret })
      const digits = (await signInCode(deps.linkKeys, deps.linkKeys.currentId, signInId)) ?? ''
      return signInAtDeployment(deps, { signInId, browserSecret: secret, code: digits, userAgent: 'race' })
    },
    refusal: 'sign_in_code_invalid',
    commit: /insert into "portal_sessions"/i,
  },
  'a passkey': {
    write: async ({ customer: { id: customerId } }) => {
      const deps = newDeps()
      const passkey = {
        accountId: kranwerk.id,
        id: deps.newId('passkey'),
        customerId,
        credentialId: deps.newId('passkey'),
      }
      const key = { publicKey: '', algorithm: -7, counter: 0, challengedAt: 1, createdAt: 1, lastUsedAt: null } as const
      const added = passkeysOf(deps.db, kranwerk.id).added({ ...passkey, ...key, userAgent: 'race' }, 'bps_race')
      try {
        await commitUnit(deps, kranwerk.unit, [], deps.now(), added)
        return ok(null)
      } catch (fault) {
        if (isErased(fault)) return refuse('passkey_invalid')
        throw fault
      }
    },
    refusal: 'passkey_invalid',
    commit: /insert into "passkeys"/i,
  },
  'a method': {
    write: ({ customer }) =>
      attachMethod(newDeps(), kranwerk.unit, { customerId: customer.id, methodId: 'pm_card_visa' }),
    refusal: 'customer_deleted',
  },
  'the set-up of a method': {
    write: async ({ customer }) => {
      const account = (await accountOf(newDeps().db, kranwerk.id).find())!
      const toBegin = { customerId: customer.id, account, makesDefault: true, language: 'en' }
      return beginMethodSetup(newDeps(), portalUnit(customer.id), toBegin)
    },
    refusal: 'customer_deleted',
  },
  'automatic payment': {
    write: ({ customer: { id: customerId } }) =>
      switchAutomaticPayment(newDeps(), portalUnit(customerId), { customerId, consent: null }),
    refusal: 'resource_missing',
  },
  'their details': {
    write: ({ customer: { id: customerId } }) =>
      updateCustomer(newDeps(), kranwerk.unit, { customerId, input: { name: 'Nora Later' } }),
    refusal: 'resource_missing',
  },
  'a message to the merchant': {
    write: ({ paid }) => {
      const message = { kind: 'question' as const, text: 'written in the race', lineId: null }
      return askMerchant(newDeps(), linkUnit(kranwerk.id, paid.id), { invoiceId: paid.id, ...message })
    },
    refusal: 'customer_deleted',
  },
}

function newItem(place: { readonly customerId?: string; readonly invoiceId?: string }) {
  const item = { id: newDeps().newId('invoiceitem'), customerId: undefined, invoiceId: undefined, currency: undefined }
  return createInvoiceItem(newDeps(), kranwerk.unit, { ...item, ...place, input: { price: { amountMinor: 100 } } })
}

/** Of each kind of lock one; all of them in `npm run prove`. */
const inTest: ReadonlySet<string> = new Set([
  'a pending item',
  'a draft that is finalized',
  'a session by a code of the deployment',
  'a passkey',
  'a method',
])
const raced = Object.entries(writers).filter(([name]) => isProving || inTest.has(name))

describe.each(raced)('%s', (_, { write: act, refusal, erasing = 'ok', commit = ofEvents }) => {
  test('that is written while the customer is erased is refused', async () => {
    const things = await someone()
    const erased: string[] = []
    const written = await pausedAtCommit(
      commit,
      () => act(things),
      async () => erased.push(code(await erase(things.customer.id))),
    )
    expect([erased, code(written)]).toEqual([['ok'], refusal])
    expect(await leftOf(things)).toEqual([])
  })

  test('that is written before the erasure commits is seen by it', async () => {
    const things = await someone()
    const written: string[] = []
    const erased = await pausedAtCommit(
      ofEvents,
      () => erase(things.customer.id),
      async () => written.push(code(await act(things))),
    )
    expect([written, code(erased)]).toEqual([['ok'], erasing])
    if (erasing === 'ok') expect(await leftOf(things)).toEqual([])
  })
})

test('all of them at once and an erasure among them: either it is refused, or nothing is left', async () => {
  const outcomes: Record<string, number> = {}
  // It moves the clock of everybody.
  const { 'a paid invoice that is sent to a new address': _, ...atOnce } = writers
  for (let round = 0; round < rounds(2, 40); round++) {
    const things = await someone()
    const late = async <T>(ms: number, work: () => Promise<T>) => {
      await new Promise<void>((resolve) => setTimeout(resolve, Math.random() * ms))
      return work()
    }
    const [erased] = await Promise.all([
      late(60, () => erase(things.customer.id)),
      ...Object.values(atOnce).map((writer) => late(80, () => writer.write(things))),
    ])
    const outcome = code(erased)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (erased.ok) expect(await leftOf(things), `round ${round}`).toEqual([])
  }
  console.log(`erasures among writers: ${JSON.stringify(outcomes)}`)
})

test('a method that the provider attached while its customer was erased is detached there', async () => {
  const customer = await kranwerk.customerWithCard()
  const { unit } = kranwerk
  const attached = await pausedAtCommit(
    ofEvents,
    () => attachMethod(newDeps(), unit, { customerId: customer.id, methodId: 'pm_card_mastercard' }),
    () => erase(customer.id),
  )
  expect(code(attached)).toBe('resource_missing')
  await drain(newDeps(), unit.written)
  const orders = await rows(
    "SELECT outcome FROM outbox WHERE subject_id = ? AND kind = 'detachment' ORDER BY id",
    customer.id,
  )
  expect(orders).toEqual([{ outcome: 'detached' }, { outcome: 'detached' }])
})

/** Takes a law away from one customer while `work` runs. */
async function withoutLaw<T>(trigger: string, customerColumn: string, customerId: string, work: () => Promise<T>) {
  const [found] = await rows('SELECT sql FROM sqlite_master WHERE name = ?', trigger)
  const replaced = (sql: string) => write([`DROP TRIGGER ${trigger}`, sql].map((text) => ({ sql: text, args: [] })))
  await replaced(found!.sql.replace('WHERE', `WHERE ${customerColumn} <> '${customerId}' AND`))
  try {
    return await work()
  } finally {
    await replaced(found!.sql)
  }
}

const finalized = (invoiceId: string) => finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId })

test('where the law against new things for erased customers is missing, an open invoice with links is left', async () => {
  const things = await someone()
  const { customer, draft } = things
  const written = await withoutLaw('customer_not_erased_holds', 'NEW.customer_id', customer.id, () =>
    pausedAtCommit(
      ofEvents,
      () => finalized(draft.id),
      () => eraseCustomer(newDeps(), kranwerk.unit, { customerId: customer.id }),
    ),
  )
  expect(code(written)).toBe('ok')
  expect(new Set(await leftOf(things))).toEqual(new Set(['unfinished invoices', 'links']))
})

test('where the law against erasing who owes something is missing, an open invoice is left', async () => {
  const things = await someone()
  const { customer, draft } = things
  const erased = await withoutLaw('customers_erased_settled', 'NEW.object_id', customer.id, () =>
    pausedAtCommit(
      ofEvents,
      () => erase(customer.id),
      () => finalized(draft.id),
    ),
  )
  expect(code(erased)).toBe('ok')
  expect(await leftOf(things)).toContain('unfinished invoices')
})
