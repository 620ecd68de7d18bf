import type { Database } from '../src/db/client.ts'
import { homeName } from '../src/env.ts'
import { runCommand } from './command.ts'
import { databasesIn, explain } from './database.ts'
import { cleanUp } from './moving/clean-up.ts'
import { compare } from './moving/compare.ts'
import { type Copying, catchUp, changesAtOnce, copyRows } from './moving/copy.ts'
import { type Side, TakenOver, takeSide } from './moving/fence.ts'
import { beginMove, endMove, noteCopied, type Placement, placementOf, switchPlace } from './moving/placement.ts'
import { progressOf } from './moving/progress.ts'
import { retryWhileUnavailable } from './moving/retry.ts'

/** Reports progress; awaited. */
type Report = (line: string) => unknown

export type Move = {
  /** Every database by name, the home database among them. */
  readonly databases: ReadonlyMap<string, Database>
  readonly accountId: string
  readonly to: string
  readonly report?: Report
}

/**
 * Moves an account to another database while it is in use. After an interruption it is run again and continues. Throws
 * a sentence if it cannot; the account then stays open where it was, unless the sentence says otherwise.
 */
export async function moveAccount({ databases, accountId, to, report = () => undefined }: Move): Promise<void> {
  const home = databaseOf(databases, homeName)
  databaseOf(databases, to)
  const before = await placementOf(home, accountId)
  if (!before) await mustExist(home, accountId)
  const unfinished = before?.to ?? to
  if (unfinished !== to) throw interrupted(accountId, unfinished)
  const placement = !before && to === homeName ? null : await beginMove(home, accountId, to)
  if (!placement?.from) return void (await report(`${accountId} is in ${to}.`))
  const { from } = placement
  if (placement.to !== to) throw interrupted(accountId, placement.to)
  const isSwitched = placement.database === to
  const hold = { accountId, epoch: placement.epoch }
  const source = await takeSide(databaseOf(databases, from), hold, (state) => (state === 'closed' ? state : 'watched'))
  const target = await takeSide(databaseOf(databases, to), hold, (state) =>
    isSwitched ? (state ?? 'settled') : 'closed',
  )
  if (JSON.stringify(source.tables) !== JSON.stringify(target.tables))
    throw new Error(`${from} and ${to} have different tables; run npm run db:migrate against both first.`)

  if (!isSwitched) {
    await copyAll({ accountId, source, target }, placement, (copied) => noteCopied(home, hold, copied), report)
    await close({ accountId, source, target }, report)
    await switchPlace(home, hold)
    await report(`Switched: ${accountId} is in ${to}.`)
  }
  await target.write([], 'settled')
  await report('Opened: changes are written there.')
  await cleanUp(source, accountId, from === homeName)
  await report(`Cleaned up: ${from} keeps the history and the ledger, closed.`)
  await endMove(home, hold)
  await report(`Done: ${accountId} moved from ${from} to ${to}.`)
}

const interrupted = (accountId: string, to: string | null) =>
  new Error(`A move of ${accountId} to ${to} was interrupted; finish or cancel it first.`)

/** Copies while the account is open, until few changes are left to copy. */
async function copyAll(
  copying: Copying,
  { from, to, copied }: Placement,
  note: (copied: Placement['copied']) => Promise<unknown>,
  report: Report,
): Promise<void> {
  const { accountId, source } = copying
  const progress = await progressOf(source, accountId, report)
  await report(`Copying ${progress.total} rows of ${accountId} from ${from} to ${to} …`)
  await copyRows(copying, progress.tables, copied, async (upTo, rows) => {
    await note(upTo)
    progress.add(rows)
  })
  await report('Copied: catching up with the changes since then.')
  for (let rounds = 1, changes = 0; rounds <= maxRounds; rounds++) {
    const some = await catchUp(copying)
    changes += some
    if (some < changesAtOnce) return void (await report(`Caught up with ${changes} changes.`))
  }
  throw new Error(
    `More changes than can be copied. Run it again when there is less traffic: ${accountId} is in ${from}, as before.`,
  )
}

const maxRounds = 1000

/** Blocks writes until the account is open in its new database. On failure it is opened again in the old one. */
async function close(copying: Copying, report: Report): Promise<void> {
  await copying.source.write([], 'closed')
  const closedAt = Date.now()
  await report('Closed: changes wait.')
  const { changes, rows, balances } = await finish(copying).catch(async (error) => {
    await openAgain(copying.source, report)
    throw error
  })
  const counted = Object.entries(rows).map(([table, count]) => `${table} ${count}`)
  await report(
    `Compared after ${changes} last changes, ${Date.now() - closedAt} ms closed: ${counted.join(', ')}; ${balances} balances.`,
  )
}

async function openAgain(source: Side, report: Report): Promise<void> {
  try {
    await source.write([], 'watched')
  } catch (lost) {
    if (lost instanceof TakenOver) throw lost
    await report('It could not be opened again: changes wait until this command is run again.')
  }
}

async function finish(copying: Copying) {
  let changes = 0
  for (let some = 1; some > 0; changes += some) some = await catchUp(copying)
  return { changes, ...(await compare(copying)) }
}

/** Cancels a move before its switch: the account stays open where it was, and the copy is deleted. */
export async function cancelMove({ databases, accountId, report = () => undefined }: Omit<Move, 'to'>): Promise<void> {
  const home = databaseOf(databases, homeName)
  const before = await placementOf(home, accountId)
  if (!before?.from || !before.to) throw new Error(`No move of ${accountId} is under way.`)
  if (before.database === before.to)
    throw new Error(`${accountId} is in ${before.to} already; run the move again to finish it.`)
  const begun = await beginMove(home, accountId, before.to)
  if (begun?.to !== before.to) throw new TakenOver()
  const hold = { accountId, epoch: begun.epoch }
  const target = await takeSide(databaseOf(databases, before.to), hold, () => 'closed')
  await cleanUp(target, accountId, before.to === homeName)
  const source = await takeSide(databaseOf(databases, before.from), hold, (state) => state ?? 'watched')
  await reopen(source, accountId)
  await endMove(home, hold)
  await report(`Canceled: ${accountId} is in ${before.from}, as before.`)
}

async function reopen(source: Side, accountId: string): Promise<void> {
  const forget = { sql: 'DELETE FROM account_changes WHERE account_id = ?', args: [accountId] }
  await source.write([forget], 'settled')
}

function databaseOf(databases: Move['databases'], name: string): Database {
  const found = databases.get(name)
  if (!found) throw new Error(`There is no database "${name}"; DATABASES names ${[...databases.keys()].join(', ')}.`)
  return found
}

/** An account that never moved is in the home database. */
async function mustExist(home: Database, accountId: string): Promise<void> {
  const sql = 'SELECT 1 FROM accounts WHERE id = ?'
  const { rows } = await retryWhileUnavailable(() => home.orm.$client.execute({ sql, args: [accountId] })).catch(
    explain,
  )
  if (rows.length === 0 && !(await placementOf(home, accountId))) throw new Error(`There is no account "${accountId}".`)
}

const help = `npm run account:move -- --account acct_… --to large
  --account   the account to move; it stays open
  --to        the database's name in DATABASES, or home
  --cancel    cancels a move that was interrupted before its switch; in place of --to
The databases are those in DATABASE_URL, DATABASE_AUTH_TOKEN and DATABASES, as for the Worker.`

const options = { account: { type: 'string' }, to: { type: 'string' }, cancel: { type: 'boolean' } } as const

if (import.meta.main)
  await runCommand(help, options, async ({ account: accountId = '', to = '', cancel }) => {
    if (accountId === '') throw new Error('--account is missing; name the account to move.')
    const databases = databasesIn()
    if (cancel) return cancelMove({ databases, accountId, report: console.log })
    if (to === '') throw new Error(`--to is missing; the databases are ${[...databases.keys()].join(', ')}.`)
    await moveAccount({ databases, accountId, to, report: console.log })
  })
