import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
import * as schema from '../../src/db/schema/index.ts'
import { cutAt, isSign, isWord, type Piece, piecesOf } from './sql.ts'

/** A statement as it was sent; values are left out where only its text is known. */
export type Sent = { readonly sql: string; readonly values?: readonly unknown[] }

/** The column that tells whose a row is, by table: from the schema, so that a new table is held to it too. */
export const ownerColumns: ReadonlyMap<string, string> = new Map(
  Object.values(schema as Record<string, unknown>).flatMap((table) => {
    if (!is(table, Table)) return []
    const isOwned = Object.values(getTableColumns(table)).some(({ name }) => name === 'account_id')
    return [[getTableName(table), isOwned ? 'account_id' : 'id'] as const]
  }),
)

const claim = (table: string) =>
  new RegExp(
    `^update "${table}" set [^()]*? where rowid in \\(select rowid from "${table}" where visible_at <= \\? and account_id not in \\(select account_id from account_fences where state = 'closed'\\) order by visible_at limit \\?\\) returning "account_id"`,
  )

/** The statements that look across accounts, by name, and why each may. */
export const across: Readonly<Record<string, { readonly why: string; readonly pattern: RegExp }>> = {
  claimOutbox: { why: 'takes what is due of everybody; each row tells its account', pattern: claim('outbox') },
  claimTimers: { why: 'takes what is due of everybody; each row tells its account', pattern: claim('timers') },
  claimProviderEvents: {
    why: 'takes what is due of everybody; each row tells its account',
    pattern: claim('provider_events'),
  },
  claimProviderFeeds: {
    why: 'takes what is due of everybody; each row tells its account',
    pattern: claim('provider_feeds'),
  },
  findApiKey: {
    why: 'a key is what tells the account',
    pattern:
      /^select [^()]* from "api_keys" (?:inner join "accounts" on "accounts"."id" = "api_keys"."account_id" )?where "api_keys"."hash" = \?$/,
  },
  forgetKeysBefore: {
    why: 'old answers are forgotten by their age alone',
    pattern:
      /^delete from "idempotency_keys" where \("idempotency_keys"."created_at" < \? and "idempotency_keys"."account_id" not in \(select account_id from account_fences where state = 'closed'\)\)$/,
  },
}

const plain = (sql: string) => sql.replace(/\s+/g, ' ').trim().toLowerCase()

/** The name under which a statement may look across accounts; null for all others. */
export const exceptionFor = (sql: string): string | null =>
  Object.entries(across).find(([, { pattern }]) => pattern.test(plain(sql)))?.[0] ?? null

/** Says what a statement does beyond the account it is sent for; nothing where it keeps to it. */
export function trespasses(sent: Sent, accountId: string): string[] {
  if (exceptionFor(sent.sql) !== null) return []
  const pieces = piecesOf(sent.sql)
  if (isWord(pieces[0], 'begin', 'commit', 'rollback') && pieces.length <= 2) return []
  if (!startsStatement(pieces)) return [`is no statement that may be sent: ${sent.sql}`]
  return inStatement(pieces, { names: new Map(), bound: new Set() }, (place) => isOwn(sent, place, accountId))
}

const isOwn = ({ values }: Sent, place: number | null, accountId: string): boolean =>
  place !== null && (values === undefined || values[place] === accountId)

/** The tables in reach by the names they have here, and those of them whose rows are known to be the account's. */
type Scope = { readonly names: ReadonlyMap<string, string>; readonly bound: ReadonlySet<string> }
type OwnValue = (place: number | null) => boolean

const startsStatement = ([first]: readonly Piece[]) => isWord(first, 'select', 'insert', 'update', 'delete', 'with')

function inStatement(pieces: readonly Piece[], outer: Scope, isOwnValue: OwnValue): string[] {
  if (isWord(pieces[0], 'insert')) return inInsert(pieces, outer, isOwnValue)
  if (isWord(pieces[0], 'select', 'update', 'delete')) return inQuery(pieces, outer, isOwnValue)
  return ['is written in a way that is not understood']
}

/** What stands between brackets: statements of their own, or more brackets. */
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
    return ['joins statements in a way that is not understood']
  const clauses = clausesOf(pieces)
  const sources = sourcesOf(pieces, clauses.get('from') ?? [])
  if (typeof sources === 'string') return [sources]
  const names = new Map([...outer.names, ...sources.map(({ name, table }) => [name, table] as const)])
  const bound = new Set([...outer.bound].filter((name) => !sources.some((source) => source.name === name)))
  const single = sources.length === 1 ? sources[0]!.name : null
  const conditions = clauses.get('where') ?? []
  // What binds one table may bind the next one that is joined to it.
  for (let before = -1; before !== bound.size; ) {
    before = bound.size
    for (const { name, on } of sources) {
      const said = name === sources[0]?.name ? [conditions] : [on, conditions]
      if (said.some((one) => isBoundBy(one, name, { names, bound }, single, isOwnValue))) bound.add(name)
    }
  }
  const open = sources.filter(({ name, table }) => ownerColumns.has(table) && !bound.has(name))
  const set =
    isWord(pieces[0], 'update') && setsOwner(clauses.get('set') ?? []) ? ['gives a row to another account'] : []
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

/** The tables that a query reads or changes; a sentence where they are named in a way that is not understood. */
function sourcesOf(pieces: readonly Piece[], from: readonly Piece[]): readonly Source[] | string {
  const all = isWord(pieces[0], 'update') ? pieces.slice(1, 2) : from
  if (all.length === 0) return []
  if (all.some((piece) => isSign(piece, ','))) return 'lists tables in a way that is not understood'
  const sources: Source[] = []
  for (const part of cutAt(all, (piece) => isWord(piece, 'join'))) {
    const [table, ...rest] = part.filter((piece) => !isWord(piece, 'inner', 'left', 'outer', 'cross', 'as'))
    if (table?.is !== 'word') return 'reads from something that is not understood'
    const alias = rest[0]?.is === 'word' && !isWord(rest[0], 'on') ? rest[0] : null
    const on = rest.slice(alias ? 1 : 0)
    if (on.length > 0 && !isWord(on[0], 'on')) return 'joins tables in a way that is not understood'
    sources.push({ name: alias?.text ?? table.text, table: table.text, on: on.slice(1) })
  }
  return sources
}

/** Whether conditions that must all hold narrow a table to the account: its owner is our value, or that of a table that is. */
function isBoundBy(
  pieces: readonly Piece[],
  name: string,
  scope: Scope,
  single: string | null,
  isOwnValue: OwnValue,
): boolean {
  if (pieces.some((piece) => isWord(piece, 'or'))) return false
  return cutAt(pieces, (piece) => isWord(piece, 'and')).some((part) => {
    const [first] = part
    if (part.length === 1 && first?.is === 'group')
      return !startsStatement(first.pieces) && isBoundBy(first.pieces, name, scope, single, isOwnValue)
    const sides = cutAt(part, (piece) => isSign(piece, '='))
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

/** The name of the table whose owner column this is; null for anything else. */
function ownerOf(pieces: readonly Piece[], { names }: Scope, single: string | null): string | null {
  const words = pieces.filter((piece) => piece.is === 'word').map(({ text }) => text)
  if (pieces.length === 3 && words.length === 2 && isSign(pieces[1], '.')) {
    const table = names.get(words[0]!)
    return table !== undefined && ownerColumns.get(table) === words[1] ? words[0]! : null
  }
  if (pieces.length !== 1 || words.length !== 1 || single === null) return null
  return ownerColumns.get(names.get(single) ?? '') === words[0] ? single : null
}

/** Whether an assignment changes whose a row is, by anything but the row that was to be inserted. */
const setsOwner = (pieces: readonly Piece[]): boolean =>
  cutAt(pieces, (piece) => isSign(piece, ',')).some((part) => {
    const [column] = part
    if (column?.is !== 'word' || column.text !== 'account_id') return false
    return !(isWord(part[2], 'excluded') && part[4]?.is === 'word' && part[4].text === 'account_id')
  })

/** `insert into a (…) values (…), (…) on conflict (…) do update set … where …`. */
function inInsert(pieces: readonly Piece[], outer: Scope, isOwnValue: OwnValue): string[] {
  const [, into, table, columns, ...rest] = pieces
  if (!isWord(into, 'into') || table?.is !== 'word' || columns?.is !== 'group')
    return ['inserts in a way that is not understood']
  const owner = ownerColumns.get(table.text)
  if (owner === undefined) return (isWord(rest[0], 'select') ? inQuery : within)(rest, outer, isOwnValue)
  const names = columns.pieces.flatMap((piece) => (piece.is === 'word' ? [piece.text] : []))
  const [values, conflict = []] = cutAt(rest, (piece) => isWord(piece, 'on'))
  const place = names.indexOf(owner)
  if (!isWord(values?.[0], 'values')) return [`inserts into ${table.text} in a way that is not understood`]
  const rows = values!.slice(1).flatMap((piece) => (piece.is === 'group' ? [piece.pieces] : []))
  const isEveryRowOwn = rows.every((row) => {
    const [value, ...more] = cutAt(row, (piece) => isSign(piece, ','))[place] ?? []
    return value?.is === 'value' && more.length === 0 && isOwnValue(value.place)
  })
  const updates = conflict.some((piece) => isWord(piece, 'update'))
  const target = conflict.find((piece) => piece.is === 'group')
  const isTargetOwn =
    target?.is === 'group' && target.pieces.some((piece) => piece.is === 'word' && piece.text === owner)
  return [
    ...(place < 0 || rows.length === 0 || !isEveryRowOwn ? [`inserts into ${table.text} for other accounts`] : []),
    ...(updates && !isTargetOwn ? [`overwrites ${table.text} of other accounts`] : []),
    ...(setsOwner(clausesOf(conflict).get('set') ?? []) ? ['gives a row to another account'] : []),
    ...within(rest, outer, isOwnValue),
  ]
}
