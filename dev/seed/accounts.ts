import { createHash } from 'node:crypto'
import { createAccount } from '../../src/actions/accounts/create-account.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { scopesOf, wholeAccount } from '../../src/core/access/caller.ts'
import { type IdKind, makeId } from '../../src/core/id.ts'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { Conflict } from '../../src/db/conflict.ts'
import { insertInto } from '../../src/db/insert.ts'
import { apiKeys, files } from '../../src/db/schema/index.ts'
import type { Secrets } from '../secrets.ts'
import { type Merchant, merchants } from './merchants.ts'

const hash = (text: string) => createHash('sha256').update(text).digest()

/** Creates the merchants with their logos and API keys, unless they are there. */
export async function seedAccounts(databaseUrl: string, secrets: Secrets, now: number): Promise<void> {
  const db = openDatabase(databaseUrl, undefined)
  for (const merchant of merchants)
    await createMerchant(db, merchant, secrets, now).catch((error) => {
      if (!(error instanceof Conflict && error.failure === 'version')) throw error
    })
}

/** Creates one merchant. Throws Conflict if the account is there. */
export async function createMerchant(
  db: Database,
  { account, logo }: Merchant,
  secrets: Secrets,
  now: number,
): Promise<void> {
  const { id: accountId, livemode, ...settings } = account
  const file = { accountId, hash: hash(logo).toString('hex').slice(0, 24), type: 'image/svg+xml' }
  const key = { hash: hash(secrets.merchants[accountId]!.apiKey).toString('hex'), id: `key_${accountId.slice(5)}` }
  const actor = { kind: 'operator', id: 'seed' } as const
  const unit = unitOfWork(
    { accountId, actor, scopes: scopesOf.operator, reach: wholeAccount },
    {
      accompanyingRows: [
        insertInto(apiKeys, [{ ...key, accountId, livemode, createdAt: now }]),
        insertInto(files, [{ ...file, body: Buffer.from(logo).toString('base64') }]),
      ],
    },
  )
  // The same ids in every world, so that a history with a seed is the same each time.
  const newId = (kind: IdKind) => makeId(kind, now, hash(accountId))
  const branding = { ...settings.branding, logo: file.hash }
  const deps = { db, now: () => now, newId, requestId: null }
  const created = await createAccount(deps, unit, { livemode, settings: { ...settings, branding } })
  if (!created.ok) throw new Error(`The merchant was refused: ${created.refusal.code}.`)
}
