import { customType } from 'drizzle-orm/sqlite-core'
import type { Shape } from '../../core/shape.ts'

/** A column that keeps an object as JSON with the version of its shape; whatever the version, it reads as the current one. */
export const stateOf = <S, E, K>({ version, upgrade, keep, read }: Shape<S, E, K>) =>
  customType<{ data: S; driverData: string }>({
    dataType: () => 'text',
    toDriver: (state) => JSON.stringify({ v: version, ...keep(state) }),
    fromDriver: (text) => read(upgrade('state', JSON.parse(text))),
  })('state')
