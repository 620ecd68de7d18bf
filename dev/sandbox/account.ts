/** A merchant's account at the provider; one key sees one account's data and nothing else. */
export type SandboxAccount = {
  readonly id: string
  /** `sk_test_…`, or `sk_live_…` for an account that behaves as in live mode. */
  readonly secretKey: string
  readonly webhookUrl?: string
  readonly webhookSecret?: string
  /** Upper-case ISO 3166 code. */
  readonly country: string
  /** Lower-case ISO 4217 code. */
  readonly currency: string
  readonly name: string
}

export const isLive = ({ secretKey }: SandboxAccount): boolean => /^[sr]k_live_/.test(secretKey)
