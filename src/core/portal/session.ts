import type { PortalFlow } from './flow.ts'

const minuteMs = 60_000

/** How long a session lives: unused, between two uses, and in all; ms. */
export type SessionLimits = { readonly unusedMs: number; readonly idleMs: number; readonly mostMs: number }

export const sessionLimits: SessionLimits = {
  unusedMs: 5 * minuteMs,
  idleMs: 60 * minuteMs,
  mostMs: 24 * 60 * minuteMs,
}

/** How somebody got in: by a code from a mail, by a passkey, or sent by the merchant's own site, which knows them. */
export type SignInWay = 'code' | 'passkey' | 'api'

/** A customer's session in the portal; instants in ms since 1970. */
export type PortalSession = {
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  readonly way: SignInWay
  readonly createdAt: number
  readonly lastUsedAt: number | null
  /** Until when it must be used for the first time. */
  readonly usableUntil: number
  readonly idleMs: number
  readonly expiresAt: number
  readonly endedAt: number | null
  /** What the browser calls itself; null until it is used. */
  readonly userAgent: string | null
  /** Where the portal leads back to, and in which language it speaks; what the merchant's site asked for. */
  readonly returnUrl: string | null
  readonly locale: string | null
  /** Null is the default one. */
  readonly configurationId: string | null
  readonly flow: PortalFlow | null
}

/** The instant from which a session is no longer accepted, ms since 1970. */
export const endOf = ({ endedAt, lastUsedAt, usableUntil, idleMs, expiresAt }: PortalSession): number =>
  endedAt ?? Math.min(expiresAt, lastUsedAt === null ? usableUntil : lastUsedAt + idleMs)

export const isAlive = (session: PortalSession, nowMs: number): boolean => nowMs < endOf(session)

/** A use is written down once a minute, so that reading pages costs no write each. */
export const isUseDue = ({ lastUsedAt }: Pick<PortalSession, 'lastUsedAt'>, nowMs: number): boolean =>
  lastUsedAt === null || nowMs - lastUsedAt >= minuteMs
