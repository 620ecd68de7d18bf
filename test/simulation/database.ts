import { copyFileSync, rmSync } from 'node:fs'
import Libsql from 'libsql'

type Value = { type: string; value?: string | number; base64?: string }
type Stmt = { sql?: string; sql_id?: number; args?: Value[]; want_rows?: boolean }
type Condition = { type: string; step?: number; cond?: Condition; conds?: Condition[] }
type Request = {
  type: string
  stmt?: Stmt
  batch?: { steps: { stmt: Stmt; condition?: Condition }[] }
  sql?: string
  sql_id?: number
}

export type Rows = <T>(sql: string, ...params: unknown[]) => T[]

/** A real libSQL in this process that responds as a server would, in the JSON of Hrana 2, one whole pipeline at a time. */
export type Database = {
  answer(body: string): unknown
  readonly rows: Rows
  run(sql: string, ...params: unknown[]): void
  close(): void
}

/** Opens a copy of a prepared file, so that each history begins with the same rows. `now`: what the server's clock shows. */
export function openCopy(template: string, file: string, now: () => number): Database {
  copyFileSync(template, file)
  const database = open(file, now)
  return {
    ...database,
    close() {
      database.close()
      rmSync(file, { force: true })
    },
  }
}

export function open(file: string, now: () => number): Database {
  const db = new Libsql(file)
  // The data is not needed after this process, so nothing has to reach the disk.
  db.exec('PRAGMA journal_mode = MEMORY')
  db.exec('PRAGMA synchronous = OFF')
  db.exec('CREATE TEMP TABLE server_clock (seconds)')
  db.exec('INSERT INTO server_clock VALUES (0)')
  const setClock = db.prepare('UPDATE server_clock SET seconds = ?')
  const statements = new Map<string, Libsql.Statement>()
  const prepare = (sql: string) => {
    const known = statements.get(sql) ?? db.prepare(sql.replaceAll(realTime, '(SELECT seconds FROM server_clock)'))
    statements.set(sql, known)
    return known
  }
  return {
    answer(body) {
      setClock.run(now() / 1000)
      return answerPipeline(prepare, JSON.parse(body) as { requests: Request[] })
    },
    rows: <T>(sql: string, ...params: unknown[]) => db.prepare(sql).all(...params) as T[],
    run: (sql, ...params) => void db.prepare(sql).run(...params),
    close: () => void db.close(),
  }
}

/** SQLite cannot use another clock, so statements read the simulated time in place of this expression. */
const realTime = "unixepoch('subsec')"

type Prepare = (sql: string) => Libsql.Statement

function answerPipeline(prepare: Prepare, { requests }: { requests: Request[] }) {
  const texts = new Map<number, string>()
  const results = requests.map((request) => {
    try {
      return { type: 'ok', response: { type: request.type, ...respond(prepare, texts, request) } }
    } catch (error) {
      return { type: 'error', error: problem(error) }
    }
  })
  return { baton: null, base_url: null, results }
}

function respond(prepare: Prepare, texts: Map<number, string>, { type, stmt, batch, sql, sql_id }: Request) {
  switch (type) {
    case 'execute':
      return { result: execute(prepare, texts, stmt!) }
    case 'batch':
      return { result: executeAll(prepare, texts, batch!.steps) }
    case 'store_sql':
      texts.set(sql_id!, sql!)
      return {}
    case 'close_sql':
    case 'close':
      return {}
    default:
      throw new Error(`The simulated database does not know ${type}.`)
  }
}

function executeAll(prepare: Prepare, texts: Map<number, string>, steps: { stmt: Stmt; condition?: Condition }[]) {
  const results: (object | null)[] = []
  const errors: (object | null)[] = []
  const holds = ({ type, step, cond, conds }: Condition): boolean => {
    if (type === 'ok') return results[step!] !== null
    if (type === 'error') return errors[step!] !== null
    if (type === 'not') return !holds(cond!)
    return type === 'and' ? conds!.every(holds) : conds!.some(holds)
  }
  for (const { stmt, condition } of steps) {
    let [result, error]: [object | null, object | null] = [null, null]
    try {
      if (!condition || holds(condition)) result = execute(prepare, texts, stmt)
    } catch (thrown) {
      error = problem(thrown)
    }
    results.push(result)
    errors.push(error)
  }
  return { step_results: results, step_errors: errors }
}

function execute(prepare: Prepare, texts: Map<number, string>, { sql, sql_id, args = [] }: Stmt) {
  const statement = prepare(sql ?? texts.get(sql_id!)!)
  const params = args.map(toSql)
  if (!(statement as unknown as { reader: boolean }).reader) {
    const { changes } = statement.run(...params)
    return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: null }
  }
  const rows = statement.raw(true).all(...params) as unknown[][]
  const cols = statement.columns().map(({ name }) => ({ name, decltype: null }))
  return { cols, rows: rows.map((row) => row.map(fromSql)), affected_row_count: 0, last_insert_rowid: null }
}

function toSql({ type, value, base64 }: Value): unknown {
  if (type === 'null') return null
  if (type === 'integer') return BigInt(value as string)
  return type === 'blob' ? Buffer.from(base64!, 'base64') : value
}

function fromSql(value: unknown): Value {
  if (value === null) return { type: 'null' }
  if (typeof value === 'string') return { type: 'text', value }
  if (typeof value === 'bigint' || Number.isInteger(value)) return { type: 'integer', value: String(value) }
  if (typeof value === 'number') return { type: 'float', value }
  return { type: 'blob', base64: Buffer.from(value as Uint8Array).toString('base64') }
}

/** An error as a server reports it: the cause is in the message. */
function problem(error: unknown): { message: string; code: string } {
  const { message, code = 'SQLITE_ERROR' } = error as { message: string; code?: string }
  return {
    message: `SQLite error: ${message}`,
    code: code.startsWith('SQLITE_CONSTRAINT') ? 'SQLITE_CONSTRAINT' : code,
  }
}
