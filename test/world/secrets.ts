import { readSecrets } from '../../dev/secrets.ts'
import { secretsFile } from './assigned.ts'

/** The running world's secrets, read from the file beside its data. */
export const secrets = readSecrets(secretsFile)
