import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { isProving, planted } from './test/proof/rounds.ts'

/** What happens to the real parts under fire takes its time and its own machine: `npm run prove`, or a share of it with a bug planted. */
const fire = {
  test: {
    name: 'fire',
    sequence: { groupOrder: 5 },
    include: ['test/fire/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
}

/** The Worker's parts in workerd; once more in `npm run prove` or with REMIT_DATABASES=2, with the merchants in a database of their own. */
const workerProject = (name: string, setup: string) => ({
  plugins: [
    cloudflareTest(({ inject }) => ({
      main: './dev/worker.ts',
      miniflare: {
        compatibilityDate: '2026-11-01',
        queueProducers: { JOBS: 'remit-jobs' },
        bindings: inject('vars'),
      },
    })),
  ],
  test: {
    name,
    fileParallelism: false,
    sequence: { groupOrder: name === 'worker' ? 3 : 6 },
    include: ['test/worker/**/*.test.{ts,tsx}'],
    globalSetup: [setup],
    setupFiles: ['test/worker/log.ts'],
    testTimeout: 60_000,
  },
})

/**
 * The pure parts in Node, the simulated histories, the local world, the Worker's parts in workerd, whole stories in a running
 * world, and what happens to it under fire.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['test/{core,views,house,providers,mail,crypto,env,db}/**/*.test.{ts,tsx}'],
          // They only compute: no core need stand idle for a server.
          maxWorkers: '100%',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'simulation',
          sequence: { groupOrder: 1 },
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 7_200_000,
        },
      },
      {
        test: {
          name: 'local-world',
          sequence: { groupOrder: 2 },
          include: ['test/{sandbox,mailbox,dev,ops}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      workerProject('worker', 'test/worker/setup.ts'),
      {
        test: {
          name: 'world',
          sequence: { groupOrder: 4 },
          include: ['test/{api,journeys,browser,forgery}/**/*.test.ts'],
          globalSetup: ['test/world/setup.ts'],
          fileParallelism: false,
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
