import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { isProving, planted } from './test/proof/rounds.ts'

/**
 * How many files run at once, and so how many worlds there are; a world that runs already (`REMIT_WORLD`) is one. More than a small
 * machine has cores, since a test waits for the world most of its time. Projects of one group fill the same workers.
 */
const maxWorkers = process.env.REMIT_WORLD ? 1 : 3
const { REMIT_PROVE, REMIT_SEED } = process.env
const proofVars = { ...(REMIT_PROVE && { REMIT_PROVE }), ...(REMIT_SEED && { REMIT_SEED }) }
const together = { maxWorkers, sequence: { groupOrder: 0 } }

/** Fault injection on real processes takes hours and a machine of its own: only in `npm run prove`, or a share of it with a planted bug. */
const fire = {
  test: {
    name: 'fire',
    sequence: { groupOrder: 1 },
    include: ['test/fire/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
}

/** The built assets, as the Worker fetches them. */
const builtAsset = async ({ url }: { readonly url: string }) => {
  const file = join(import.meta.dirname, 'dist/public', new URL(url).pathname)
  return existsSync(file) ? new Response(readFileSync(file)) : new Response(null, { status: 404 })
}

/** The Worker's parts in workerd; once more in `npm run prove` or with REMIT_DATABASES=2, with the merchants in a database of their own. */
const workerProject = (name: string, setup: string) => ({
  plugins: [
    cloudflareTest({
      main: './dev/worker.ts',
      miniflare: {
        compatibilityDate: '2026-11-01',
        queueProducers: { JOBS: 'remit-jobs' },
        r2Buckets: ['DOCUMENTS'],
        serviceBindings: { ASSETS: builtAsset },
        ratelimits: {
          VERIFY_BY_VISITOR: { namespace_id: '1', simple: { limit: 20, period: 60 } },
          VERIFY_IN_ALL: { namespace_id: '2', simple: { limit: 600, period: 60 } },
          SIGN_IN_BY_VISITOR: { namespace_id: '3', simple: { limit: 20, period: 60 } },
          SIGN_IN_IN_ALL: { namespace_id: '4', simple: { limit: 300, period: 60 } },
        },
        // What `test/proof/rounds.ts` reads from the environment.
        bindings: proofVars,
      },
    }),
  ],
  test: {
    ...together,
    isolate: false,
    name,
    include: ['test/worker/**/*.test.{ts,tsx}'],
    globalSetup: [setup],
    setupFiles: ['test/worker/log.ts'],
    testTimeout: 60_000,
  },
})

/**
 * Unit tests in Node, simulated histories, the local world, the Worker's parts in workerd, end-to-end tests in a running world, and
 * fault injection on real processes.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/proof/slowest.ts'],
    projects: [
      {
        test: {
          ...together,
          name: 'unit',
          // Pure functions share nothing, and a process for each file takes as long as its tests.
          isolate: false,
          include: ['test/{core,views,pdf,e-invoice,house,providers,crypto,env,db}/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...together,
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 7_200_000,
        },
      },
      {
        test: {
          ...together,
          name: 'local-world',
          isolate: false,
          include: ['test/{sandbox,mailbox,dev,ops}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...together,
          // Apart, since it replaces a module.
          name: 'mail',
          include: ['test/mail/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      workerProject('worker', 'test/worker/setup.ts'),
      {
        test: {
          ...together,
          name: 'world',
          isolate: false,
          include: ['test/{api,journeys,browser,forgery}/**/*.test.ts'],
          globalSetup: ['test/world/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      ...(isProving || process.env.REMIT_DATABASES === '2'
        ? [workerProject('worker-moved', 'test/worker/setup-moved.ts')]
        : []),
      ...(isProving || planted !== undefined ? [fire] : []),
    ],
  },
})
