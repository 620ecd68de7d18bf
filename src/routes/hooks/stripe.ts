import { Hono } from 'hono'
import { receiveProviderEvent } from '../../actions/provider-events/receive-provider-event.ts'
import { looksLikeId } from '../../core/id.ts'
import type { Env } from '../../http/env.ts'
import { logFault } from '../../http/fault.ts'
import { readBytes } from '../../http/read-bytes.ts'
import { drain } from '../../jobs/follow-up.ts'
import { providerEvent } from '../../jobs/provider-event.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'

const mostBytes = 1_000_000

/**
 * Provider webhooks: verified, stored, answered, and only then applied. If storing fails the status is not 2xx, so the
 * provider sends it again.
 */
export const stripeHooks = new Hono<Env>().post('/:accountId', async (c) => {
  const accountId = c.req.param('accountId')
  const body = await readBytes(c.req.raw, mostBytes)
  if (!body) return c.json({ error: { code: 'body_too_large' } }, 413)
  const { deps, written } = c.var
  try {
    const signature = c.req.header('stripe-signature') ?? ''
    const kept = looksLikeId(accountId) ? await receiveProviderEvent(deps, { accountId, body, signature }) : null
    if (!kept) return c.json({ error: { code: 'signature_invalid' } }, 400)
    if (kept.isNew && kept.isRead) {
      const message = {
        job: 'provider_event',
        accountId,
        id: kept.id,
        kind: kept.provider,
        fence: 0,
        tries: 0,
      } as const
      const work = runWithoutFailing(message.job, message.id, () => providerEvent(deps, message, written))
      c.executionCtx.waitUntil(work.then(() => drain(deps, written)))
    }
    return c.json({ received: true })
  } catch (fault) {
    logFault(fault, deps.requestId ?? '')
    return c.json({ error: { code: 'try_again_later' } }, 503)
  }
})
