import type { Mail } from './mail.ts'

/**
 * What the HTML part may do where it is shown: draw itself, with its own styles and with images from the mail or from the
 * local world, and open links that the reader clicks. No script, no form, no frame, no request to anyone else.
 */
export const bodyPolicy = [
  "default-src 'none'",
  "img-src 'self' data: http://127.0.0.1:* http://localhost:*",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
].join('; ')

/** What the frame around it allows; kept equal to the policy's own words. */
export const frameSandbox = bodyPolicy.slice(bodyPolicy.indexOf('sandbox ') + 'sandbox '.length)

/** The HTML part as sent, but its links open in a new tab, and `cid:` pictures come from the mail's own attachments. */
export function bodyOf(mail: Mail, attachmentUrl: (index: number) => string): string {
  const pictured = (mail.html ?? '').replace(/\bcid:([^"'\s)>]+)/gi, (whole, cid) => {
    const index = mail.attachments.findIndex((attachment) => attachment.cid === decoded(cid))
    return index < 0 ? whole : attachmentUrl(index)
  })
  const target = '<base target="_blank">'
  const opening = /<head\b[^>]*>|<html\b[^>]*>|<!doctype[^>]*>/gi
  const last = [...pictured.matchAll(opening)].sort((a, b) => depth(a[0]) - depth(b[0])).at(-1)
  if (!last) return target + pictured
  const at = last.index + last[0].length
  return pictured.slice(0, at) + target + pictured.slice(at)
}

const depth = (tag: string) => ['<!', '<ht', '<he'].findIndex((start) => tag.toLowerCase().startsWith(start))

function decoded(cid: string): string {
  try {
    return decodeURIComponent(cid)
  } catch {
    return cid
  }
}
