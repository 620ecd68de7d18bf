import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import type { Directory } from '../directory.ts'
import { closedAccounts } from '../fence.ts'
import { accounts, documentCodes, invoices } from '../schema/index.ts'

/**
 * The invoice of a document, and its account, by the hash of the document's code; null if there is none. A code does not say whose it is,
 * so all databases are asked at once: one round trip.
 */
export async function verificationScreen({ all }: Directory, codeHash: string) {
  const found = await Promise.all(all.map((db) => invoiceByCode(db, codeHash)))
  return found.flat()[0] ?? null
}

/** Like the hash of an API key, that of a code determines the account. */
const invoiceByCode = ({ orm }: Database, codeHash: string) =>
  orm
    .select({ account: accounts.state, invoice: invoices.state })
    .from(documentCodes)
    .innerJoin(invoices, and(eq(invoices.accountId, documentCodes.accountId), eq(invoices.id, documentCodes.invoiceId)))
    .innerJoin(accounts, eq(accounts.id, documentCodes.accountId))
    .where(and(eq(documentCodes.codeHash, codeHash), sql`${documentCodes.accountId} NOT IN (${closedAccounts})`))
