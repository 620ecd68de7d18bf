import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readSecrets } from '../../dev/secrets.ts'

const folder = dirname(process.env.REMIT_WORLD ?? '')

/** The running world's secrets, read from the file beside its data. */
export const secrets = readSecrets(
  ['secrets.json', 'data/secrets.json'].map((name) => join(folder, name)).find(existsSync) ?? '',
)
