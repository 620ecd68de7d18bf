import isEmail from 'validator/lib/isEmail.js'

const options = { allow_utf8_local_part: false, allow_ip_domain: false, ignore_max_length: false } as const

/**
 * Normalizes a mail address (RFC 5321): trimmed, the domain in ASCII. Null if it is invalid, or if its local part is
 * not ASCII, since not every transport supports SMTPUTF8.
 */
export function mailAddress(text: string): string | null {
  const pasted = text.trim()
  const at = pasted.lastIndexOf('@')
  const domain = asciiDomain(pasted.slice(at + 1))
  if (at < 1 || domain === null) return null
  const address = `${pasted.slice(0, at)}@${domain}`
  return isEmail(address, options) ? address : null
}

/** Keeps ASCII as it is and converts international domain names to their ASCII form. */
function asciiDomain(domain: string): string | null {
  if (!/\P{ASCII}/u.test(domain)) return domain
  return /[^\p{L}\p{M}\p{N}.-]/u.test(domain) ? null : (URL.parse(`https://${domain}`)?.hostname ?? null)
}
