import type * as workers from '@cloudflare/workers-types'

// What the Worker's own files name of their runtime; the rest of it would contradict Node's and the browser's types.
declare global {
  type Queue<T = unknown> = workers.Queue<T>
  type SendEmail = workers.SendEmail
  type Fetcher = workers.Fetcher
}
