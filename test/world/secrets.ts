import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readSecrets } from '../../dev/secrets.ts'

const folder = dirname(process.env.REMIT_WORLD ?? '')

/** What the running world keeps to itself; it lies beside its data. */
export const secrets = readSecrets(
  ['secrets.json', 'data/secrets.json'].map((name) => join(folder, name)).find(existsSync) ?? '',
)
