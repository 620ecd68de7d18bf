import isEmail from 'validator/lib/isEmail.js'

const options = { allow_utf8_local_part: false, allow_ip_domain: false, ignore_max_length: false } as const

/**
 * An address as a mail server takes it (RFC 5321): without the spaces around that people paste, its domain in ASCII. Null where it is
 * none, and for a local part beyond ASCII, which none of our transports can be relied on to send (SMTPUTF8).
 */
export function mailAddress(text: string): string | null {
  const pasted = text.trim()
  const at = pasted.lastIndexOf('@')
  const domain = asciiDomain(pasted.slice(at + 1))
  if (at < 1 || domain === null) return null
  const address = `${pasted.slice(0, at)}@${domain}`
  return isEmail(address, options) ? address : null
}

/** Leaves ASCII as it was written; a name in another script becomes what the domain name system knows it by. */
function asciiDomain(domain: string): string | null {
  if (!/\P{ASCII}/u.test(domain)) return domain
  return /[^\p{L}\p{M}\p{N}.-]/u.test(domain) ? null : (URL.parse(`https://${domain}`)?.hostname ?? null)
}
