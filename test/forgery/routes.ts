import { vi } from 'vitest'

// This library loads only in workerd, and reading the route table sends no mail.
vi.mock('worker-mailer', () => ({ WorkerMailer: class {}, Email: class {}, LogLevel: {} }))

export type Route = { readonly method: string; readonly path: string }

// Imported by URL, as the Worker's types do not fit this program; only the route table is read.
const { app } = (await import(new URL('../../src/app.ts', import.meta.url).href)) as {
  app: { routes: readonly Route[] }
}

/** Every line of the app's route table once, middleware (`ALL`) included. */
export const routeTable: readonly string[] = [
  ...new Set(app.routes.map(({ method, path }) => `${method} ${path}`)),
].sort()
