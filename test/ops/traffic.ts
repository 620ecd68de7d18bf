import { setTimeout as pause } from 'node:timers/promises'
import type { Customer, CustomerEvent } from '../../src/core/customers/customer.ts'
import { blankDetails } from '../../src/core/customers/details.ts'
import { makeId } from '../../src/core/id.ts'
import { type Database, writeBatch } from '../../src/db/client.ts'
import { commit } from '../../src/db/commit.ts'
import type { Directory } from '../../src/db/directory.ts'
import { claimOutbox } from '../../src/db/repositories/claims.ts'
import { customersOf } from '../../src/db/repositories/customers.ts'
import { outboxOf } from '../../src/db/repositories/outbox.ts'
import { selectInvoice } from '../../src/db/repositories/parties.ts'

const newId = (kind: Parameters<typeof makeId>[0]) =>
  makeId(kind, Date.now(), crypto.getRandomValues(new Uint8Array(16)))

/** An isolate of the Worker, with its own cache of the accounts' databases. */
export type Isolate = ReturnType<typeof isolate>

export function isolate(directory: Directory) {
  return {
    find: (accountId: string, id: string) => customersOf(directory.of(accountId), accountId).find(id),

    /** Changes a customer, books an entry and schedules a follow-up in one commit; returns the id of the change. */
    async write(
      accountId: string,
      before: Customer | null,
      id: string,
    ): Promise<{ changeId: string; after: Customer }> {
      const db = directory.of(accountId)
      const at = Date.now()
      const event: CustomerEvent = before
        ? { type: 'customer.updated', details: { description: `Change ${before.version}` } }
        : { type: 'customer.created', accountId, id, details: blankDetails(id) }
      const { change, after } = customersOf(db, accountId).change(before, [event], at)
      const changeId = `${id} ${after!.version}`
      const postings = [
        { account: 'receivable', amountMinor: 100 },
        { account: 'revenue', amountMinor: -100 },
      ] as const
      const about = { currency: 'kwd', invoiceId: 'in_1', customerId: id, day: '2026-11-30' }
      const ledger = [{ causeKind: 'test', causeId: changeId, postings, ...about }]
      const payload = { mail: 'invoice', invoiceId: 'in_1' } as const
      const followUps = [{ kind: 'mail', subjectId: id, dedupeKey: changeId, payload }] as const
      const stamp = {
        accountId,
        actor: 'test',
        requestId: null,
        idempotencyKey: null,
        at,
        newId,
        conditions: [],
        accompanyingRows: [],
      }
      await commit(db, stamp, [{ ...change, ledger, followUps }])
      return { changeId, after: after! }
    },

    /** Does a claimed follow-up and records that; nothing if its lease was lost. */
    async work(accountId: string, id: string, fence: number, send: () => void): Promise<void> {
      const db = directory.of(accountId)
      const taken = await outboxOf(db, accountId).claim(selectInvoice, id, fence)
      if (!taken) return
      send()
      await pause(Math.random() * 4)
      const outbox = outboxOf(db, accountId)
      await writeBatch(db, [outbox.stillHeld(id, taken.due.fence), outbox.done(id, 'mail.sent', Date.now())])
    },
  }
}

/** The database as seen later than every lease, so that all follow-ups can be claimed at once. */
const afterAllLeases = (db: Database): Database => ({ ...db, clock: `${db.clock} + 200000` })

/** Continuous changes of one account by several isolates, and its follow-ups. */
export function startTraffic(accountId: string, newIsolate: () => Isolate) {
  const acknowledged: string[] = []
  const done: string[] = []
  const violations: string[] = []
  let longestMs = 0
  let isOver = false
  const isolates = Array.from({ length: 3 }, newIsolate)
  const any = () => isolates[Math.floor(Math.random() * isolates.length)]!

  async function writer(): Promise<void> {
    const id = newId('customer')
    let last: Customer | null = null
    while (!isOver) {
      const began = performance.now()
      const found = last && (await any().find(accountId, id))
      if (found?.version !== last?.version)
        violations.push(`${id} is read at version ${found?.version} after ${last?.version} was acknowledged`)
      try {
        const { changeId, after } = await any().write(accountId, last, id)
        acknowledged.push(changeId)
        last = after
      } catch (error) {
        violations.push(`${id} ${(last?.version ?? 0) + 1}: ${(error as Error).name} ${(error as Error).message}`)
        return
      }
      longestMs = Math.max(longestMs, Math.round(performance.now() - began))
      await pause(10 + Math.random() * 40)
    }
  }

  const writers = Promise.all(Array.from({ length: 3 }, writer))
  return {
    acknowledged,
    done,
    violations,
    get longestMs() {
      return longestMs
    },
    async stop() {
      isOver = true
      await writers
    },
    /** Claims follow-ups in each database, as cron does, until none is due; any isolate does each. */
    async workThrough(databases: Iterable<Database>) {
      for (const db of databases) {
        for (;;) {
          const claims = await claimOutbox(afterAllLeases(db), 100)
          if (claims.length === 0) break
          const mine = claims.filter((claim) => claim.accountId === accountId)
          for (const { id, fence } of mine) await any().work(accountId, id, fence, () => done.push(id))
        }
      }
    },
  }
}

export type Traffic = ReturnType<typeof startTraffic>
