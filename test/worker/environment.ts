import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { inject } from 'vitest'
import worker from '../../dev/worker.ts'

const environments = inject('environments')

/** The environment of this worker: files that run at the same time have databases, a provider and a mailbox of their own. */
export const environment = environments[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % environments.length]!

export const bindings = { ...env, ...environment.vars } as unknown as Parameters<typeof worker.fetch>[1]

/** Sends the Worker a request to a path, with some of its bindings replaced. */
export const ask = async (
  path: string,
  init?: RequestInit,
  replaced: Partial<typeof bindings> = {},
): Promise<Response> =>
  worker.fetch(
    new Request(new URL(path, 'http://127.0.0.1:8787'), init),
    { ...bindings, ...replaced },
    createExecutionContext(),
  )
