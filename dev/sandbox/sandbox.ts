import { handleApi } from './api.ts'
import { handleControl } from './control.ts'
import { createEngine, type Engine, type EngineOptions } from './engine.ts'
import { handlePage } from './pages/pages.ts'

export type Sandbox = Engine & {
  /** Handles one request to the API, a page or a control. Rejects where a fault loses the connection. */
  fetch(request: Request): Promise<Response>
}

/**
 * The payment provider of the local world. The same seed, clock and requests give the same ids and the same random faults.
 * `deliver` sends webhooks (fetch by default); `publicUrl` is the address of its pages.
 */
export function createSandbox(options: EngineOptions): Sandbox {
  const { clock } = options
  const engine = createEngine(options)
  return {
    ...engine,
    async fetch(request) {
      const { pathname } = new URL(request.url)
      try {
        if (pathname.startsWith('/v1/')) return await handleApi(engine.state, request)
        if (pathname.startsWith('/_sandbox/')) return await handleControl(engine, clock, request)
        return await handlePage(engine, clock, request)
      } finally {
        if (request.method !== 'GET') engine.save()
      }
    },
  }
}
