import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Snapshot, Store } from './state.ts'

const delayMs = 150

export type FileStore = Store & {
  /** Writes pending changes. */
  flush(): void
}

/**
 * Stores the sandbox in a file: written shortly after a change, to a new file that then replaces the old one, so that a
 * process that dies in the middle leaves the last complete state. Throws where the file has another version.
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
      if (kept.version !== 2)
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
