import type { Client, InStatement, ResultSet } from '@libsql/client/http'
import { drizzle } from 'drizzle-orm/libsql/http'
import type { Database } from './client.ts'
import { DatabaseUnavailable, isMoved } from './conflict.ts'

/** Finds the database of an account. */
export type Place = {
  /** From the cache, or from the directory. */
  readonly find: () => Promise<Database>
  readonly findAgain: () => Promise<Database>
  readonly forget: () => void
}

/** How long a write waits while an account's move is completed. */
const maxWaits = 8
const waitMs = 250

/**
 * The database of one account. The cached location may be outdated, so each batch checks in the same round trip that
 * the account is still there, and is otherwise sent to its new database.
 */
export function accountDatabase(accountId: string, account: Place, clock: string): Database {
  return {
    clock,
    orm: drizzle(routed(accountId, account, ({ orm }) => orm.$client)),
    client: routed(accountId, account, ({ client }) => client),
  }
}

function routed(accountId: string, account: Place, clientOf: (place: Database) => Client): Client {
  const batch = async (statements: readonly InStatement[]): Promise<ResultSet[]> => {
    const send = statements.every(isRead) ? read : write
    return send(accountId, account, ({ place, by, mode }) => clientOf(place).batch([by, ...statements], mode)).catch(
      (error) => {
        // The database may have been switched off after its accounts moved.
        if (error instanceof DatabaseUnavailable) account.forget()
        throw error
      },
    )
  }
  const execute = async (statement: InStatement) => (await batch([statement]))[0]
  return { batch, execute } as unknown as Client
}

type Checked = { readonly place: Database; readonly by: InStatement; readonly mode: 'write' | 'deferred' }
type Send = (checked: Checked) => Promise<ResultSet[]>

const isRead = (statement: InStatement) => /^\s*select\b/i.test(textOf(statement))
const textOf = (statement: InStatement) => (typeof statement === 'string' ? statement : statement.sql)

/** During a move the old database still has the current data. */
async function read(accountId: string, account: Place, send: Send): Promise<ResultSet[]> {
  const by = {
    sql: `select "state" from "account_fences" where "account_id" = ? and "state" = 'closed'`,
    args: [accountId],
  }
  for (let place = await account.find(); ; ) {
    const [closed, ...answers] = await send({ place, by, mode: 'deferred' })
    if (closed?.rows.length === 0) return answers
    const now = await account.findAgain()
    if (now === place) return answers
    place = now
  }
}

async function write(accountId: string, account: Place, send: Send): Promise<ResultSet[]> {
  const by = { sql: 'insert into "account_is_here" ("account_id") values (?)', args: [accountId] }
  let place = await account.find()
  for (let waits = 0; ; ) {
    try {
      const [, ...answers] = await send({ place, by, mode: 'write' })
      return answers
    } catch (error) {
      if (!isMoved(error)) throw error
    }
    const now = await account.findAgain()
    if (now === place) {
      if (waits++ === maxWaits) throw new DatabaseUnavailable()
      await new Promise<void>((resolve) => setTimeout(resolve, waitMs))
    }
    place = now
  }
}
