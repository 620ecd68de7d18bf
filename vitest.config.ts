import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Three kinds of test: the pure parts in Node, the Worker's parts in workerd, and whole stories in a running world. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['test/{core,views,house,providers,mail,crypto,env,db}/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'local-world',
          sequence: { groupOrder: 1 },
          include: ['test/{sandbox,mailbox,dev,ops}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
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
          name: 'worker',
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          include: ['test/worker/**/*.test.{ts,tsx}'],
          globalSetup: ['test/worker/setup.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'world',
          sequence: { groupOrder: 3 },
          include: ['test/{api,journeys,browser}/**/*.test.ts'],
          globalSetup: ['test/world/setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
