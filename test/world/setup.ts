import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePorts } from '../../dev/ports.ts'
import { readSecrets } from '../../dev/secrets.ts'
import { startWorld, type World } from '../../dev/world.ts'
import { expectNoLeaks, watchLog } from './log-watch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    world: World
  }
}

/**
 * Brings up one whole world for all stories, on free ports and with data of its own; cron fires only when a story says so.
 * Where `REMIT_WORLD` names the world.json of one that runs already, the stories are told there.
 */
export default async function setup({ provide }: TestProject) {
  if (process.env.REMIT_WORLD) return provide('world', JSON.parse(await readFile(process.env.REMIT_WORLD, 'utf8')))
  const dir = await mkdtemp(join(tmpdir(), 'remit-world-'))
  const [app, mailbox, sandbox, database, smtp] = (await freePorts(5)) as [number, number, number, number, number]
  const watch = watchLog(() => readSecrets(join(dir, 'data/secrets.json')))
  const running = await startWorld({
    dir: join(dir, 'data'),
    ports: { app, mailbox, sandbox, database, smtp },
    cron: false,
    log: (line) => {
      watch.check(line)
      if (process.env.REMIT_LOG) console.log(line)
    },
  })
  await writeFile(join(dir, 'world.json'), JSON.stringify(running.world))
  process.env.REMIT_WORLD = join(dir, 'world.json')
  provide('world', running.world)
  return async () => {
    await running.stop()
    await rm(dir, { recursive: true, force: true })
    expectNoLeaks('the world of all stories', watch)
  }
}
