import type * as workers from '@cloudflare/workers-types'

// Only the runtime types that the Worker's files use, since the others conflict with those of Node and the browser.
declare global {
  type Queue<T = unknown> = workers.Queue<T>
  type SendEmail = workers.SendEmail
  type Fetcher = workers.Fetcher
  type R2Bucket = workers.R2Bucket
  type RateLimit = workers.RateLimit
  type ExecutionContext = workers.ExecutionContext
  type ExportedHandler<Env = unknown> = {
    fetch?(request: Request, env: Env, context: ExecutionContext): Response | Promise<Response>
    scheduled?(controller: ScheduledController, env: Env, context: ExecutionContext): void | Promise<void>
    queue?(batch: MessageBatch, env: Env, context: ExecutionContext): void | Promise<void>
  }
  type MessageBatch<Body = unknown> = workers.MessageBatch<Body>
  type MessageSendRequest<Body = unknown> = workers.MessageSendRequest<Body>
  type ScheduledController = workers.ScheduledController
  /** A stream that carries exactly so many bytes. */
  class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
    constructor(bytes: number)
  }
}
