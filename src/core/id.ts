import { type ApiKind, aggregates } from './aggregates.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz'

/** What an id names besides objects of the API; the prefixes are Stripe's where Stripe has the noun. */
const idPrefixes = {
  account: 'acct',
  apiKey: 'key',
  cashReceipt: 'rcpt',
  contact: 'con',
  discount: 'di',
  event: 'evt',
  invoiceLine: 'il',
  ledgerTransaction: 'ltx',
  link: 'lnk',
  methodSetup: 'pmset',
  message: 'msg',
  outbox: 'out',
  passkey: 'psk',
  payment: 'inpay',
  portalSession: 'bps',
  request: 'req',
  reviewItem: 'rev',
  signIn: 'sgn',
  taxId: 'txi',
} as const

export type IdKind = keyof typeof idPrefixes | ApiKind

const prefixOf = (kind: IdKind): string =>
  kind in idPrefixes ? idPrefixes[kind as 'event'] : aggregates[kind as ApiKind].idPrefix

/** A time-sortable id: prefix, milliseconds in nine letters, then sixteen random letters (more than 90 bits). */
export function makeId(kind: IdKind, nowMs: number, random: Uint8Array): string {
  let time = ''
  for (let rest = nowMs, i = 0; i < 9; i++) {
    time = alphabet[rest % alphabet.length] + time
    rest = Math.floor(rest / alphabet.length)
  }
  let tail = ''
  for (const byte of random.subarray(0, 16)) tail += alphabet[byte % alphabet.length]
  return `${prefixOf(kind)}_${time}${tail}`
}

/** Whether input has the form of an id: 1 to 120 letters, digits and underscores. */
export const looksLikeId = (text: string): boolean => /^[A-Za-z0-9_]{1,120}$/.test(text)
