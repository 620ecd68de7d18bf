import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { merchants } from './seed/merchants.ts'

export type MerchantSecrets = {
  readonly apiKey: string
  readonly providerKey: string
  readonly webhookSecret: string
}

export type Secrets = { readonly linkKey: string; readonly merchants: Readonly<Record<string, MerchantSecrets>> }

const random = (bytes: number) => randomBytes(bytes).toString('base64url').replace(/[-_]/g, 'x')

/** The local world's secrets: created at its first start, and stored with its data. */
export function readSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secrets: Secrets = {
    linkKey: random(36),
    merchants: Object.fromEntries(
      merchants.map(({ account }) => [
        account.id,
        {
          apiKey: `sk_test_${random(30)}`,
          providerKey: `sk_test_${random(30)}`,
          webhookSecret: `whsec_${random(30)}`,
        },
      ]),
    ),
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
