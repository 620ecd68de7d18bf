import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePorts } from '../../dev/ports.ts'
import { readSecrets } from '../../dev/secrets.ts'
import { startWorld, type World } from '../../dev/world.ts'
import { expectNoLeaks, watchLog } from './log-watch.ts'

type Place = { readonly world: World; readonly secretsFile: string }

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each file that runs concurrently. */
    worlds: readonly Place[]
  }
}

/**
 * Starts a whole world for each worker, on free ports and with data of its own; cron fires only when a test fires it. Where
 * `REMIT_WORLD` names the world.json of a running one, the tests run there.
 */
export default async function setup(project: TestProject) {
  if (process.env.REMIT_WORLD) return project.provide('worlds', [await runningAt(process.env.REMIT_WORLD)])
  const count = needed(project)
  const ports = await freePorts(5 * count)
  const started = await Promise.all(Array.from({ length: count }, (_, nth) => start(ports.slice(5 * nth, 5 * nth + 5))))
  project.provide(
    'worlds',
    started.map(({ place }) => place),
  )
  return () => Promise.all(started.map(({ stop }) => stop()))
}

/** A run of one file needs one world, however many workers there are. */
function needed({ config, vitest }: TestProject): number {
  const files = vitest.state.getPaths().filter((file) => /\/test\/(api|journeys|browser|forgery)\//.test(file))
  return Math.max(1, Math.min(files.length, config.maxWorkers))
}

const runningAt = async (file: string): Promise<Place> => ({
  world: JSON.parse(await readFile(file, 'utf8')),
  secretsFile: join(dirname(file), 'secrets.json'),
})

async function start(ports: readonly number[]) {
  const dir = await mkdtemp(join(tmpdir(), 'remit-world-'))
  const [app, mailbox, sandbox, database, smtp] = ports as [number, number, number, number, number]
  const secretsFile = join(dir, 'data/secrets.json')
  const watch = watchLog(() => readSecrets(secretsFile))
  const running = await startWorld({
    dir: join(dir, 'data'),
    ports: { app, mailbox, sandbox, database, smtp },
    withHistory: false,
    cron: false,
    log: (line) => {
      watch.check(line)
      if (process.env.REMIT_LOG) console.log(line)
    },
  })
  const stop = async () => {
    await running.stop()
    await rm(dir, { recursive: true, force: true })
    expectNoLeaks('the world of all tests', watch)
  }
  return { place: { world: running.world, secretsFile } satisfies Place, stop }
}
