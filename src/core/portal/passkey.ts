/** How many passkeys a customer has at most, for how long a challenge can be answered, and how many characters an answer has at most. */
export const passkeyLimits = { most: 10, challengeMs: 10 * 60_000, answerLength: 8000 } as const

/** A key in a customer's device, by which they sign in without a code; instants in ms since 1970. */
export type Passkey = {
  readonly accountId: string
  readonly id: string
  readonly customerId: string
  /** The id that the device gave it, and its public key in SPKI; both in base64url. */
  readonly credentialId: string
  readonly publicKey: string
  /** Its number in COSE. */
  readonly algorithm: number
  /** How often the device says that it was used; zero where it does not count. */
  readonly counter: number
  /** When the newest challenge was made that it has answered. Those up to then are used up. */
  readonly challengedAt: number
  readonly createdAt: number
  readonly lastUsedAt: number | null
  /** What the browser called itself that it was added with. */
  readonly userAgent: string
}
