import { app } from './app.ts'
import type { Database } from './db/client.ts'
import { makeDeps } from './deps.ts'
import { type Bindings, readSettings } from './env.ts'
import { consume } from './jobs/consume.ts'
import { runWithoutFailing } from './jobs/run-without-failing.ts'
import { timetable } from './jobs/timetable.ts'
import type { Runtime } from './runtime.ts'

/** The Worker's three entry points for a given runtime: production's or the sandbox's (`dev/`). */
export const worker = (runtimeOf: (env: Bindings) => Promise<Runtime>): ExportedHandler<Bindings> => ({
  async fetch(request, env, context) {
    return app.fetch(request, { ...env, RUNTIME: await runtimeOf(env) }, context)
  },

  async scheduled({ cron }, env) {
    const runtime = await runtimeOf(env)
    const settings = readSettings(env)
    // An uncaught fault would be logged by the platform with its text, which may contain a statement's values.
    const tick = async (db: Database) => {
      for (const job of timetable[cron] ?? [])
        await runWithoutFailing('cron', cron, () => job(makeDeps(settings, runtime), db))
    }
    // In parallel, so that an unavailable database does not delay the others.
    await Promise.all(makeDeps(settings, runtime).directory.all.map(tick))
  },

  async queue(batch, env) {
    const runtime = await runtimeOf(env)
    const settings = readSettings(env)
    await consume(batch, () => makeDeps(settings, runtime))
  },
})
