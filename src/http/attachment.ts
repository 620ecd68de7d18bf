import type { Context } from 'hono'
import { asciiFileName, extendedFileName } from '../core/documents/file-name.ts'
import type { Env } from './env.ts'

/** Sends what follows as a file to keep, under its name. */
export function attachment(c: Context<Env>, type: string, name: string): void {
  c.header('content-type', type)
  c.header('content-disposition', `attachment; filename="${asciiFileName(name)}"; filename*=${extendedFileName(name)}`)
}
