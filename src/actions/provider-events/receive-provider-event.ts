import { providerEventsOf } from '../../db/repositories/provider-events.ts'
import type { Deps } from '../../deps.ts'

type ToReceive = { readonly accountId: string; readonly body: Uint8Array; readonly signature: string }
type ReceivedEvent = {
  readonly provider: string
  readonly id: string
  readonly isNew: boolean
  /** Whether this event type has any effect here. */
  readonly isRead: boolean
}

/** Verifies a webhook and stores it; durable once this resolves. Null if its signature is not valid. */
export async function receiveProviderEvent(
  deps: Deps,
  { accountId, body, signature }: ToReceive,
): Promise<ReceivedEvent | null> {
  const provider = deps.provider(accountId)
  const message = await provider?.verify(body, signature)
  if (!provider || !message) return null
  deps.enter(accountId)
  const isNew = await providerEventsOf(deps.db, accountId, provider.name).keep(message, deps.now())
  return { provider: provider.name, id: message.id, isNew, isRead: message.isRead ?? true }
}
