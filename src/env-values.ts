/** The operator must fix the configuration; the message says what, and never shows a value. */
export class BadSettings extends Error {
  override name = 'BadSettings'
}

const minSecretLength = 32
const knownDefaults =
  /^([rs]k_(live|test)_|whsec_|re_)?(change.?me|secret|default|example|test|password|placeholder|todo)/i

/** Throws where a setting has no value. */
export function required(name: string, value: string | undefined): string {
  if (!value?.trim()) throw new BadSettings(`${name} is not set. See docs/deploy.md for what it should be.`)
  return value
}

/** A secret that is long and random enough, and none of those that documentation is full of. */
export function secret(name: string, value: unknown): string {
  const text = required(name, asText(value))
  if (knownDefaults.test(text)) throw new BadSettings(`${name} still has a default value. Make a new secret for it.`)
  if (text.length < minSecretLength || new Set(text).size < 10) {
    throw new BadSettings(`${name} is too short or too simple. Use at least ${minSecretLength} random characters.`)
  }
  return text
}

export const isLoopback = ({ hostname }: URL) =>
  hostname === 'localhost' || /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]'

export function readUrl(name: string, value: string | undefined): URL {
  const text = required(name, value)
  if (!URL.canParse(text)) throw new BadSettings(`${name} is not a URL.`)
  return new URL(text)
}

export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A setting that is a JSON object. */
export function parseJson(name: string, value: string | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(required(name, value))
    if (parsed && typeof parsed === 'object' && !Array.isArray(parsed)) return parsed as Record<string, unknown>
  } catch (error) {
    if (error instanceof BadSettings) throw error
  }
  throw new BadSettings(`${name} is not a JSON object. See docs/deploy.md for its form.`)
}
