import { customType, type SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Shape } from '../../core/shape.ts'

/** A column with an object as JSON and its schema version; reading upgrades it to the current version. */
export const stateOf = <S, E, K>({ version, upgrade, keep, read }: Shape<S, E, K>) =>
  customType<{ data: S; driverData: string }>({
    dataType: () => 'text',
    toDriver: (state) => JSON.stringify({ v: version, ...keep(state) }),
    fromDriver: (text) => read(upgrade('state', JSON.parse(text))),
  })('state')

/** The type of that column in the tables of all kinds of objects. */
export type StateColumn<S, Table extends string> = SQLiteColumn<{
  name: 'state'
  tableName: Table
  dataType: 'custom'
  columnType: 'SQLiteCustomColumn'
  data: S
  driverParam: string
  notNull: true
  hasDefault: false
  isPrimaryKey: false
  isAutoincrement: false
  hasRuntimeDefault: false
  enumValues: undefined
  baseColumn: never
  identity: undefined
  generated: undefined
}>
