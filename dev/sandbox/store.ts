import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Snapshot, Store } from './world.ts'

const delayMs = 150

export type FileStore = Store & {
  /** Writes what is not yet written. */
  flush(): void
}

/**
 * Keeps the sandbox in a file: written a moment after a change, to a new file that then takes the old one's place, so that a
 * process that dies in the middle leaves the last whole state. Throws where the file is of another kind.
 */
export function fileStore(file: string): FileStore {
  let pending: Snapshot | null = null
  let timer: NodeJS.Timeout | null = null

  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (pending === null) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(pending))
    renameSync(`${file}.new`, file)
    pending = null
  }

  return {
    load() {
      if (!existsSync(file)) return null
      const kept = JSON.parse(readFileSync(file, 'utf8')) as Snapshot
      if (kept.version !== 1)
        throw new Error(`${file} was written by another version of the sandbox; remove it to start afresh.`)
      return kept
    },
    save(snapshot) {
      pending = snapshot
      timer ??= setTimeout(flush, delayMs)
    },
    flush,
  }
}
