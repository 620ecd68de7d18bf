import { and, eq } from 'drizzle-orm'
import { aggregates, type ObjectKind } from '../core/aggregates.ts'
import type { FollowUp, FollowUpKind } from '../core/follow-up.ts'
import type { LedgerTransaction } from '../core/ledger/accounts.ts'
import type { Recorded } from '../core/recorded.ts'
import { type Database, pause, pausesMs, type Query, writeBatch } from './client.ts'
import { Conflict, DatabaseUnavailable, failureOf } from './conflict.ts'
import { insertInto } from './insert.ts'
import { leaseMs } from './repositories/claims.ts'
import { events, ledgerPostings, ledgerTransactions, outbox } from './schema/index.ts'

/** One object's part of a commit: its events, projected rows, ledger transactions and follow-ups. */
export type Change = {
  readonly objectKind: ObjectKind
  readonly objectId: string
  readonly recorded: readonly Recorded<{ readonly type: string }>[]
  readonly rows: readonly Query[]
  readonly ledger?: readonly (LedgerTransaction & { readonly currency: string; readonly day: string })[]
  readonly followUps?: readonly FollowUp[]
}

/** A follow-up held by its writer: hidden from other workers for one lease after its commit. */
export type HeldFollowUp<K extends FollowUpKind = FollowUpKind> = FollowUp<K> & {
  readonly accountId: string
  readonly id: string
  readonly createdAt: number
  readonly fence: number
  readonly tries: number
}

/**
 * Who commits and when, with conditions and accompanying rows such as an idempotency result or an applied provider
 * event.
 */
export type Stamp = {
  readonly accountId: string
  readonly actor: string
  readonly requestId: string | null
  readonly idempotencyKey: string | null
  readonly at: number
  readonly newId: (kind: 'event' | 'ledgerTransaction' | 'outbox') => string
  readonly conditions: readonly Query[]
  readonly accompanyingRows: readonly Query[]
}

/**
 * Commits changes as one transaction in one round trip and returns the follow-ups, held for the caller. Throws Conflict
 * if another writer was first. After a lost response it looks up the first event's id and sends the batch again if it
 * is missing; unique keys make that safe.
 */
export async function commit(db: Database, stamp: Stamp, changes: readonly Change[]): Promise<HeldFollowUp[]> {
  const written = changes.filter(({ recorded }) => recorded.length > 0)
  const history = inOrder(written.flatMap((change) => eventRows(stamp, change)))
  const followUps = written.flatMap(({ followUps = [] }) => followUps.map((followUp) => heldFollowUp(stamp, followUp)))
  const queries: Query[] = [
    ...stamp.conditions,
    ...(history.length > 0 ? [insertInto(events, history)] : []),
    ...written.flatMap(({ rows }) => rows),
    ...written.flatMap(({ ledger = [] }) => ledger.flatMap((transaction) => ledgerRows(stamp, transaction))),
    ...(followUps.length > 0 ? [insertInto(outbox, followUps, '', { visible_at: `${db.clock} + ${leaseMs}` })] : []),
    ...stamp.accompanyingRows,
  ]
  if (queries.length > 0) await send(db, stamp.accountId, queries, history[0]?.id)
  return followUps
}

const timeoutMs = 6000

async function send(db: Database, accountId: string, queries: Query[], firstEventId: string | undefined) {
  const giveUpAt = Date.now() + timeoutMs
  for (let send = 1; ; send++) {
    try {
      await writeBatch(db, queries)
      return
    } catch (error) {
      const failure = failureOf(error)
      if (failure === 'law') throw error
      const isWritten = send > 1 ? await isThere(db, accountId, firstEventId) : false
      if (isWritten) return
      if (failure !== 'unavailable' && isWritten !== null) throw new Conflict(failure)
      const pauseMs = pausesMs[send - 1]
      if (pauseMs === undefined || failure !== 'unavailable' || Date.now() > giveUpAt)
        throw new DatabaseUnavailable('', { cause: error })
      await pause(pauseMs)
    }
  }
}

/** Whether an earlier send with a lost response was committed; null if that cannot be determined. */
async function isThere(db: Database, accountId: string, eventId: string | undefined): Promise<boolean | null> {
  if (eventId === undefined) return false
  try {
    const found = await db.orm
      .select({ id: events.id })
      .from(events)
      .where(and(eq(events.accountId, accountId), eq(events.id, eventId)))
    return found.length > 0
  } catch {
    return null
  }
}

const eventRows = (stamp: Stamp, { objectKind, objectId, recorded }: Change) =>
  recorded.map(({ seq, at, event: { type, ...data } }) => ({
    accountId: stamp.accountId,
    id: stamp.newId('event'),
    objectKind,
    objectId,
    seq,
    type,
    data: { v: aggregates[objectKind].version, ...data },
    at,
    actor: stamp.actor,
    requestId: stamp.requestId,
    idempotencyKey: stamp.idempotencyKey,
  }))

/** Ids of one millisecond sort randomly, but the event feed is read in id order, so they are assigned in order. */
function inOrder<T extends { id: string }>(rows: readonly T[]): T[] {
  const ids = rows.map(({ id }) => id).sort()
  return rows.map((row, i) => ({ ...row, id: ids[i] ?? row.id }))
}

const heldFollowUp = (stamp: Stamp, followUp: FollowUp): HeldFollowUp => ({
  accountId: stamp.accountId,
  id: stamp.newId('outbox'),
  ...followUp,
  createdAt: stamp.at,
  fence: 0,
  tries: 0,
})

function ledgerRows(stamp: Stamp, transaction: NonNullable<Change['ledger']>[number]): Query[] {
  const { postings, ...facts } = transaction
  const id = stamp.newId('ledgerTransaction')
  return [
    insertInto(
      ledgerPostings,
      postings.map(({ account, amountMinor }, position) => ({
        accountId: stamp.accountId,
        transactionId: id,
        position,
        ledgerAccount: account,
        currency: facts.currency,
        amountMinor,
      })),
    ),
    insertInto(ledgerTransactions, [{ accountId: stamp.accountId, id, at: stamp.at, ...facts }]),
  ]
}
