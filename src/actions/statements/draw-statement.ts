import type { Caller } from '../../core/access/caller.ts'
import type { Currency } from '../../core/money/currencies.ts'
import { buyerOf, sellerOf } from '../../core/parties-of.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { isPayable } from '../../core/statements/statement.ts'
import { fileOf } from '../../db/repositories/files.ts'
import type { Deps } from '../../deps.ts'
import { linkUrl, paths } from '../../paths.ts'
import { statementI18n } from '../../views/i18n.ts'
import { pageSizeFor } from '../../views/print/page-size.ts'
import { printedStatement } from '../../views/print/statement.ts'
import type { Reader } from '../../views/reader.ts'
import { customerStatement, type StatementInput } from './customer-statement.ts'

type DrawInput = StatementInput & { readonly currency: Currency; readonly reader: Reader } & {
  /** Whether it carries the address in the portal where what is open is paid. */
  readonly leadsToPortal: boolean
}

/**
 * A customer's statement of account in one currency as PDF. It is drawn when it is asked for and stored nowhere, so it carries no code.
 * Refuses what `customerStatement` refuses, and a currency that the customer has no statement in.
 */
export async function drawStatement(
  deps: Deps,
  caller: Caller,
  { currency, reader, leadsToPortal, ...input }: DrawInput,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const found = await customerStatement(deps, caller, input)
  if (!found.ok) return found
  const { account, customer, statements } = found.value
  const statement = statements.find((one) => one.currency === currency)
  if (!statement) return refuse('resource_missing', { values: { noun: 'statement', id: currency } })
  const [seller, buyer] = [sellerOf(account), buyerOf(customer)]
  const i18n = statementI18n({ currency, seller }, reader)
  const { branding } = account
  const payUrl =
    leadsToPortal && isPayable(statement)
      ? linkUrl(deps.origin, paths.portalPayUntil(account.id, currency, statement.to))
      : null
  return ok(
    await deps.drawPdf(printedStatement(statement, { seller, buyer, footer: account.footer, payUrl }, i18n), i18n, {
      branding,
      logo: branding.logo === null ? null : await fileOf(deps.db, account.id, branding.logo),
      pageSize: pageSizeFor({ seller, buyer }),
      verification: null,
      createdAt: deps.now(),
      loadFont: deps.loadFont,
    }),
  )
}
