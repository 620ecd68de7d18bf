import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
import * as schema from '../../src/db/schema/index.ts'
import { isSign, isWord, type Piece, parseSql, splitAt } from './sql-parser.ts'

/** A statement as it was sent; without values where only its text is known. */
export type SentStatement = { readonly sql: string; readonly values?: readonly unknown[] }

/** Tables that hold nothing of an account, each with the reason; whatever else a statement names is checked as in any other. */
export const tablesOfNoAccount: Readonly<Record<string, string>> = {
  deployment_sign_ins: 'a request at the deployment’s own sign-in page is of an address, before any merchant is known',
}

/** The column that holds a row's account, by table; read from the schema, so that new tables are covered. */
export const ownerColumns: ReadonlyMap<string, string> = new Map(
  Object.values(schema as Record<string, unknown>).flatMap((table) => {
    if (!is(table, Table) || getTableName(table) in tablesOfNoAccount) return []
    const isOwned = Object.values(getTableColumns(table)).some(({ name }) => name === 'account_id')
    return [[getTableName(table), isOwned ? 'account_id' : 'id'] as const]
  }),
)

/** The database's clock, moved with the sandbox's, and a lease. */
const clock = String.raw`cast\(round\(unixepoch\('subsec'\) \* 1000\) as integer\)(?: \+ \d+)*`

const claim = (table: string) =>
  new RegExp(
    `^update "${table}" set "visible_at" = ${clock}, "fence" = "${table}"."fence" \\+ 1 where rowid in \\(select rowid from "${table}" where visible_at <= ${clock} and account_id not in \\(select account_id from account_fences where state = 'closed'\\) order by visible_at limit \\?\\) returning "account_id"`,
  )

/** The statements that may cross accounts, by name, each with the reason. */
export const crossTenantStatements: Readonly<Record<string, { readonly why: string; readonly pattern: RegExp }>> = {
  claimOutbox: { why: 'claims due work of all accounts; each row holds its account', pattern: claim('outbox') },
  claimTimers: { why: 'claims due work of all accounts; each row holds its account', pattern: claim('timers') },
  claimProviderEvents: {
    why: 'claims due work of all accounts; each row holds its account',
    pattern: claim('provider_events'),
  },
  claimProviderFeeds: {
    why: 'claims due work of all accounts; each row holds its account',
    pattern: claim('provider_feeds'),
  },
  findApiKey: {
    why: 'the account is found by the key',
    pattern:
      /^select [^()]* from "api_keys" (?:inner join "accounts" on "accounts"."id" = "api_keys"."account_id" )?where "api_keys"."hash" = \?$/,
  },
  invoiceByCode: {
    why: 'the account is found by the code of a document',
    pattern:
      /^select "accounts"."state", "invoices"."state" from "document_codes" inner join "invoices" on \("invoices"."account_id" = "document_codes"."account_id" and "invoices"."id" = "document_codes"."invoice_id"\) inner join "accounts" on "accounts"."id" = "document_codes"."account_id" where \("document_codes"."code_hash" = \? and "document_codes"."account_id" not in \(select account_id from account_fences where state = 'closed'\)\)$/,
  },
  customersOfAddress: {
    why: 'whoever has proven an address at the deployment’s page is told which merchants know it',
    pattern:
      /^select "accounts"."state", "customers"."state", coalesce\(json_extract\("portal_configurations"."state", '\$\.hasloginpage'\), 1\), exists \(select 1 from account_fences f where f\.account_id = "found"\."account_id" and f\.state = 'closed'\) from \(select "account_id", "id", row_number\(\) over \(partition by "account_id" order by "created_at", "id"\) as "nth" from "customers" where lower\("customers"."email"\) = \?\) "found" inner join "customers" on \("customers"."account_id" = "found"."account_id" and "customers"."id" = "found"."id"\) inner join "accounts" on "accounts"."id" = "found"."account_id" left join "portal_configurations" on \("portal_configurations"."account_id" = "found"."account_id" and "portal_configurations"."id" = 'bpc_' \|\| iif\(substr\("found"."account_id", 1, 5\) = 'acct_', substr\("found"."account_id", 6\), "found"."account_id"\)\) where "nth" <= \? order by coalesce\(json_extract\("portal_configurations"."state", '\$\.hasloginpage'\), 1\) desc, "nth" asc, "found"."account_id" asc limit \?$/,
  },
  deleteKeysBefore: {
    why: 'old keys are deleted by age alone',
    pattern:
      /^delete from "idempotency_keys" where \("idempotency_keys"."created_at" < \? and "idempotency_keys"."account_id" not in \(select account_id from account_fences where state = 'closed'\)\)$/,
  },
  deleteSignInsBefore: {
    why: 'old requests to sign in are forgotten by their age alone',
    pattern:
      /^delete from "sign_ins" where \("sign_ins"."created_at" < \? and "sign_ins"."account_id" not in \(select account_id from account_fences where state = 'closed'\)\)$/,
  },
  deleteSessionsBefore: {
    why: 'ended sessions are forgotten by their age alone',
    pattern:
      /^delete from "portal_sessions" where \("portal_sessions"."expires_at" < \? and "portal_sessions"."account_id" not in \(select account_id from account_fences where state = 'closed'\)\)$/,
  },
  deleteCountsBefore: {
    why: 'counts of past days are forgotten by their day alone',
    pattern:
      /^delete from "mail_counts" where \("mail_counts"."day" < \? and "mail_counts"."account_id" not in \(select account_id from account_fences where state = 'closed'\)\)$/,
  },
}

const plain = (sql: string) => sql.replace(/\s+/g, ' ').trim().toLowerCase()

/** The name under which a statement may cross accounts; null for all others. */
export const exceptionFor = (sql: string): string | null =>
  Object.entries(crossTenantStatements).find(([, { pattern }]) => pattern.test(plain(sql)))?.[0] ?? null

/** Everything by which a statement reaches beyond the account it is sent for; empty where it does not. */
export function tenantViolations(sent: SentStatement, accountId: string): string[] {
  if (exceptionFor(sent.sql) !== null) return []
  const pieces = parseSql(sent.sql)
  if (isWord(pieces[0], 'begin', 'commit', 'rollback') && pieces.length <= 2) return []
  if (!startsStatement(pieces)) return [`is not an allowed statement: ${sent.sql}`]
  return inStatement(pieces, { names: new Map(), bound: new Set() }, (place) => isOwn(sent, place, accountId))
}

const isOwn = ({ values }: SentStatement, place: number | null, accountId: string): boolean =>
  place !== null && (values === undefined || values[place] === accountId)

/** The tables in scope by alias, and those of them that are restricted to the account. */
type Scope = { readonly names: ReadonlyMap<string, string>; readonly bound: ReadonlySet<string> }
type OwnValue = (place: number | null) => boolean

const startsStatement = ([first]: readonly Piece[]) => isWord(first, 'select', 'insert', 'update', 'delete', 'with')

function inStatement(pieces: readonly Piece[], outer: Scope, isOwnValue: OwnValue): string[] {
  if (isWord(pieces[0], 'insert')) return inInsert(pieces, outer, isOwnValue)
  if (isWord(pieces[0], 'select', 'update', 'delete')) return inQuery(pieces, outer, isOwnValue)
  if (isWord(pieces[0], 'with')) return inWith(pieces.slice(1), outer, isOwnValue)
  return ['is written with unsupported syntax']
}

/** `with recursive a(…) as (select … union all select …) select …`: each of the selects is restricted by itself. */
function inWith(pieces: readonly Piece[], outer: Scope, isOwnValue: OwnValue): string[] {
  const [name, columns, as, body, ...rest] = pieces.filter((piece) => !isWord(piece, 'recursive'))
  if (name?.is !== 'word' || columns?.is !== 'group' || !isWord(as, 'as') || body?.is !== 'group')
    return ['is written with unsupported syntax']
  // The name of a table would hide that the rest reads from it.
  if (ownerColumns.has(name.text) || !isWord(rest[0], 'select')) return ['names its rows with unsupported syntax']
  const selects = splitAt(body.pieces, (piece) => isWord(piece, 'union')).map((part) =>
    isWord(part[0], 'all') ? part.slice(1) : part,
  )
  return [...selects, rest].flatMap((select) =>
    isWord(select[0], 'select') ? inQuery(select, outer, isOwnValue) : ['is written with unsupported syntax'],
  )
}

/** The violations inside parentheses: of subqueries, or of further parentheses. */
const within = (pieces: readonly Piece[], scope: Scope, isOwnValue: OwnValue): string[] =>
  pieces.flatMap((piece) => {
    if (piece.is !== 'group') return []
    return (startsStatement(piece.pieces) ? inStatement : within)(piece.pieces, scope, isOwnValue)
  })

type Source = { readonly name: string; readonly table: string; readonly on: readonly Piece[] }

const clauseWords = ['where', 'group', 'order', 'limit', 'returning', 'having', 'union', 'set', 'intersect', 'except']

/** `select … from a join b on … where …`, `update a set … where …`, `delete from a where …`. */
function inQuery(pieces: readonly Piece[], outer: Scope, isOwnValue: OwnValue): string[] {
  if (pieces.some((piece) => isWord(piece, 'union', 'intersect', 'except')))
    return ['joins statements with unsupported syntax']
  const clauses = clausesOf(pieces)
  const sources = sourcesOf(pieces, clauses.get('from') ?? [])
  if (typeof sources === 'string') return [sources]
  const names = new Map([...outer.names, ...sources.map(({ name, table }) => [name, table] as const)])
  const bound = new Set([...outer.bound].filter((name) => !sources.some((source) => source.name === name)))
  const single = sources.length === 1 ? sources[0]!.name : null
  const conditions = clauses.get('where') ?? []
  // A restricted table may restrict the next one that is joined to it.
  for (let before = -1; before !== bound.size; ) {
    before = bound.size
    for (const { name, on } of sources) {
      const applicable = name === sources[0]?.name ? [conditions] : [on, conditions]
      if (applicable.some((one) => isBoundBy(one, name, { names, bound }, single, isOwnValue))) bound.add(name)
    }
  }
  const open = sources.filter(({ name, table }) => ownerColumns.has(table) && !bound.has(name))
  const set =
    isWord(pieces[0], 'update') && setsOwner(clauses.get('set') ?? []) ? ['moves a row to another account'] : []
  return [
    ...open.map(({ table }) => `reaches ${table} of other accounts`),
    ...set,
    ...within(pieces, { names, bound }, isOwnValue),
  ]
}

function clausesOf(pieces: readonly Piece[]): ReadonlyMap<string, readonly Piece[]> {
  const clauses = new Map<string, Piece[]>()
  let current = 'head'
  for (const piece of pieces) {
    if (
      piece.is === 'word' &&
      !piece.isQuoted &&
      (clauseWords.includes(piece.text.toLowerCase()) || isWord(piece, 'from'))
    )
      current = piece.text.toLowerCase()
    else clauses.set(current, [...(clauses.get(current) ?? []), piece])
  }
  return clauses
}

/** The tables that a query reads or changes; a message where it uses syntax that is not supported. */
function sourcesOf(pieces: readonly Piece[], from: readonly Piece[]): readonly Source[] | string {
  const all = isWord(pieces[0], 'update') ? pieces.slice(1, 2) : from
  if (all.length === 0) return []
  if (all.some((piece) => isSign(piece, ','))) return 'lists tables with unsupported syntax'
  const sources: Source[] = []
  for (const part of splitAt(all, (piece) => isWord(piece, 'join'))) {
    const [table, ...rest] = part.filter((piece) => !isWord(piece, 'inner', 'left', 'outer', 'cross', 'as'))
    if (table?.is !== 'word') return 'reads from an unsupported source'
    // The values of a column of a row that is restricted already; what its arguments select is checked with all other groups.
    if (isWord(table, 'json_each', 'json_tree') && rest.length === 1 && rest[0]?.is === 'group') {
      sources.push({ name: table.text, table: table.text, on: [] })
      continue
    }
    const alias = rest[0]?.is === 'word' && !isWord(rest[0], 'on') ? rest[0] : null
    const on = rest.slice(alias ? 1 : 0)
    if (on.length > 0 && !isWord(on[0], 'on')) return 'joins tables with unsupported syntax'
    sources.push({ name: alias?.text ?? table.text, table: table.text, on: on.slice(1) })
  }
  return sources
}

/** Whether ANDed conditions restrict a table to the account: its owner equals our value, or the owner of a restricted table. */
function isBoundBy(
  pieces: readonly Piece[],
  name: string,
  scope: Scope,
  single: string | null,
  isOwnValue: OwnValue,
): boolean {
  if (pieces.some((piece) => isWord(piece, 'or'))) return false
  return splitAt(pieces, (piece) => isWord(piece, 'and')).some((part) => {
    const [first] = part
    if (part.length === 1 && first?.is === 'group')
      return !startsStatement(first.pieces) && isBoundBy(first.pieces, name, scope, single, isOwnValue)
    const sides = splitAt(part, (piece) => isSign(piece, '='))
    if (sides.length !== 2) return false
    return [sides, sides.toReversed()].some(([left, right]) => {
      if (ownerOf(left!, scope, single) !== name) return false
      const [value] = right!
      if (right!.length === 1 && value?.is === 'value') return isOwnValue(value.place)
      const other = ownerOf(right!, scope, single)
      return other !== null && other !== name && scope.bound.has(other)
    })
  })
}

/** The alias of the table whose owner column this is; null for anything else. */
function ownerOf(pieces: readonly Piece[], { names }: Scope, single: string | null): string | null {
  const words = pieces.filter((piece) => piece.is === 'word').map(({ text }) => text)
  if (pieces.length === 3 && words.length === 2 && isSign(pieces[1], '.')) {
    const table = names.get(words[0]!)
    return table !== undefined && ownerColumns.get(table) === words[1] ? words[0]! : null
  }
  if (pieces.length !== 1 || words.length !== 1 || single === null) return null
  return ownerColumns.get(names.get(single) ?? '') === words[0] ? single : null
}

/** Whether an assignment changes a row's account to anything but that of the row to be inserted. */
const setsOwner = (pieces: readonly Piece[]): boolean =>
  splitAt(pieces, (piece) => isSign(piece, ',')).some((part) => {
    const [column] = part
    if (column?.is !== 'word' || column.text !== 'account_id') return false
    return !(isWord(part[2], 'excluded') && part[4]?.is === 'word' && part[4].text === 'account_id')
  })

/** `insert into a (…) values (…), (…) on conflict (…) do update set … where …`. */
function inInsert(pieces: readonly Piece[], outer: Scope, isOwnValue: OwnValue): string[] {
  const [, into, table, columns, ...rest] = pieces
  if (!isWord(into, 'into') || table?.is !== 'word' || columns?.is !== 'group')
    return ['inserts with unsupported syntax']
  const owner = ownerColumns.get(table.text)
  if (owner === undefined) return (isWord(rest[0], 'select') ? inQuery : within)(rest, outer, isOwnValue)
  const names = columns.pieces.flatMap((piece) => (piece.is === 'word' ? [piece.text] : []))
  const [values, conflict = []] = splitAt(rest, (piece) => isWord(piece, 'on'))
  const place = names.indexOf(owner)
  if (!isWord(values?.[0], 'values')) return [`inserts into ${table.text} with unsupported syntax`]
  const rows = values!.slice(1).flatMap((piece) => (piece.is === 'group' ? [piece.pieces] : []))
  const isEveryRowOwn = rows.every((row) => {
    const [value, ...more] = splitAt(row, (piece) => isSign(piece, ','))[place] ?? []
    return value?.is === 'value' && more.length === 0 && isOwnValue(value.place)
  })
  const updates = conflict.some((piece) => isWord(piece, 'update'))
  const target = conflict.find((piece) => piece.is === 'group')
  const isTargetOwn =
    target?.is === 'group' && target.pieces.some((piece) => piece.is === 'word' && piece.text === owner)
  return [
    ...(place < 0 || rows.length === 0 || !isEveryRowOwn ? [`inserts into ${table.text} for other accounts`] : []),
    ...(updates && !isTargetOwn ? [`overwrites ${table.text} of other accounts`] : []),
    ...(setsOwner(clausesOf(conflict).get('set') ?? []) ? ['moves a row to another account'] : []),
    ...within(rest, outer, isOwnValue),
  ]
}
