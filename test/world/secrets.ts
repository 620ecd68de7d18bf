import { readSecrets } from '../../dev/secrets.ts'
import { secretsFile } from './assigned.ts'

/** What the running world keeps to itself; it lies beside its data. */
export const secrets = readSecrets(secretsFile)
