import type { FollowUpKind } from '../../core/follow-up.ts'
import { detachment } from './detachment.ts'
import { document } from './document.ts'
import { erasure } from './erasure.ts'
import { erasureRequest } from './erasure-request.ts'
import type { FollowUpHandler } from './handler.ts'
import { mail } from './mail.ts'
import { message } from './message.ts'
import { passkey } from './passkey.ts'

const handlers: { readonly [K in FollowUpKind]: FollowUpHandler<K> } = {
  detachment,
  document,
  erasure,
  erasure_request: erasureRequest,
  mail,
  message,
  passkey,
}

const byKind: ReadonlyMap<string, FollowUpHandler<FollowUpKind>> = new Map(Object.entries(handlers))

/** The kind is one that only newer code knows. */
export class UnknownFollowUp extends Error {
  override name = 'UnknownFollowUp'
}

/** Throws UnknownFollowUp. */
export function followUpHandler(kind: string): FollowUpHandler<FollowUpKind> {
  const handler = byKind.get(kind)
  if (!handler) throw new UnknownFollowUp(kind)
  return handler
}
