import type { Mail } from './mail.ts'

/**
 * The content policy of a shown HTML part: its own styles, images from the mail or from the
 * local world, and links that open on click. No script, no form, no frame, no other request.
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

/** The frame's sandbox attribute, taken from the policy so that both are equal. */
export const frameSandbox = bodyPolicy.slice(bodyPolicy.indexOf('sandbox ') + 'sandbox '.length)

/** The HTML part as sent, with links that open in a new tab and `cid:` images from the mail's attachments. */
export function bodyOf(mail: Mail, attachmentUrl: (index: number) => string): string {
  const withImages = (mail.html ?? '').replace(/\bcid:([^"'\s)>]+)/gi, (whole, cid) => {
    const index = mail.attachments.findIndex((attachment) => attachment.cid === decoded(cid))
    return index < 0 ? whole : attachmentUrl(index)
  })
  const target = '<base target="_blank">'
  const opening = /<head\b[^>]*>|<html\b[^>]*>|<!doctype[^>]*>/gi
  const last = [...withImages.matchAll(opening)].sort((a, b) => depth(a[0]) - depth(b[0])).at(-1)
  if (!last) return target + withImages
  const at = last.index + last[0].length
  return withImages.slice(0, at) + target + withImages.slice(at)
}

const depth = (tag: string) => ['<!', '<ht', '<he'].findIndex((start) => tag.toLowerCase().startsWith(start))

function decoded(cid: string): string {
  try {
    return decodeURIComponent(cid)
  } catch {
    return cid
  }
}
