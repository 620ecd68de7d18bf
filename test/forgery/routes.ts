import { vi } from 'vitest'

// The one library that only workerd can load; nothing is mailed by reading a table of routes.
vi.mock('worker-mailer', () => ({ WorkerMailer: class {}, LogLevel: {} }))

export type Route = { readonly method: string; readonly path: string }

// The Worker's own types are not those of this program: only the table of routes is looked at.
const { app } = (await import(new URL('../../src/app.ts', import.meta.url).href)) as {
  app: { routes: readonly Route[] }
}

/** Every line of the site's own route table, once: what answers at a path, and what stands before it (`ALL`). */
export const routeTable: readonly string[] = [
  ...new Set(app.routes.map(({ method, path }) => `${method} ${path}`)),
].sort()
