import { inject } from 'vitest'

const worlds = inject('worlds')

/** The world of this worker: files that run at the same time have worlds of their own, so that none moves another's clock. */
export const { world, secretsFile } = worlds[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % worlds.length]!
