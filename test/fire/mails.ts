import type { Mail } from '../../dev/mailbox/mail.ts'
import type { Rows } from '../world/database.ts'

type Ordered = { id: string; dedupe_key: string; outcome: string | null }

/** Which order a mail is for: its Message-ID says so, the same on every try. */
const orderOf = ({ messageId }: Mail): string => /^<(\w+)@/.exec(messageId ?? '')?.[1] ?? ''

/**
 * Mails that reached their customer a second time. It happens where the process dies between the mail server's "250" and our note
 * of it, and both copies then carry one Message-ID.
 */
export function repeatsIn(letters: readonly Mail[]): Mail[] {
  const copies = Map.groupBy(letters, orderOf)
  return [...copies.values()].flatMap((same) => same.slice(1))
}

/** Mails that nobody ordered, that came again although nothing was down or came differently, and that never came though noted as sent. */
export async function mailWrongs(rows: Rows, letters: readonly Mail[], deaths: readonly number[]): Promise<string[]> {
  const orders = await rows<Ordered>('SELECT id, dedupe_key, outcome FROM outbox')
  const known = new Set(orders.map(({ id }) => id))
  const copies = Map.groupBy(letters, orderOf)
  return [
    ...[...copies]
      .filter(([id]) => !known.has(id))
      .map(([id, [mail]]) => `nobody ordered the mail "${mail?.subject}" (${id})`),
    ...[...copies]
      .filter(([, same]) => same.some((copy, at) => at > 0 && !isExcused(same[at - 1]!, copy, deaths)))
      .map(([id, same]) => `${id} came ${same.length} times, and nothing was down in between`),
    ...[...copies]
      .filter(([, same]) => new Set(same.map(({ links }) => links.join())).size > 1)
      .map(([id]) => `the copies of ${id} carry different links`),
    ...orders
      .filter(({ id, outcome }) => outcome === 'mail.sent' && !copies.has(id))
      .map(({ id, dedupe_key }) => `${dedupe_key} (${id}) was noted as sent and never came`),
  ]
}

/** As long as a Worker tries to note that a mail has left. */
const noteMs = 10_000

/** Something died, or was still down, while the first was to be noted: each copy has a death of its own. */
const isExcused = (one: Mail, next: Mail, deaths: readonly number[]): boolean => {
  const came = Date.parse(one.receivedAt)
  return deaths.some((death) => death >= came && death <= Math.min(came + noteMs, Date.parse(next.receivedAt)))
}
