import { type Refused, refuse } from '../../core/result.ts'
import { isPrefixTaken } from '../../db/repositories/prefixes.ts'
import type { Deps } from '../../deps.ts'

/** Refuses `number_prefix_invalid` for a prefix of another customer's numbers. */
export const checkPrefix = async (
  { db }: Deps,
  accountId: string,
  customerId: string,
  prefix: string | undefined,
): Promise<Refused | null> =>
  prefix && (await isPrefixTaken(db, accountId, customerId, prefix))
    ? refuse('number_prefix_invalid', { param: 'invoice_prefix' })
    : null
