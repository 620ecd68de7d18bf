import type { Mail } from '../../dev/mailbox/mail.ts'
import type { Rows } from '../world/database.ts'

type Ordered = { id: string; dedupe_key: string; outcome: string | null }

/** The outbox row that a mail was sent for: its Message-ID carries the row's id, the same on every try. */
const orderOf = ({ messageId }: Mail): string => /^<(\w+)@/.exec(messageId ?? '')?.[1] ?? ''

/**
 * Mails that arrived more than once. This happens where the process dies between the mail server's "250" and the commit that
 * notes it; both copies then have the same Message-ID.
 */
export function duplicateMails(mails: readonly Mail[]): Mail[] {
  const copies = Map.groupBy(mails, orderOf)
  return [...copies.values()].flatMap((same) => same.slice(1))
}

/** Mails without an outbox row, duplicates that no kill explains or that differ, and mails noted as sent that never arrived. */
export async function mailViolations(
  rows: Rows,
  mails: readonly Mail[],
  outages: readonly number[],
): Promise<string[]> {
  const orders = await rows<Ordered>('SELECT id, dedupe_key, outcome FROM outbox')
  const known = new Set(orders.map(({ id }) => id))
  const copies = Map.groupBy(mails, orderOf)
  return [
    ...[...copies]
      .filter(([id]) => !known.has(id))
      .map(([id, [mail]]) => `no outbox row for the mail "${mail?.subject}" (${id})`),
    ...[...copies]
      .filter(([, same]) => same.some((copy, at) => at > 0 && !isExcused(same[at - 1]!, copy, outages)))
      .map(([id, same]) => `${id} came ${same.length} times, and nothing was down in between`),
    ...[...copies]
      .filter(([, same]) => new Set(same.map(({ links }) => links.join())).size > 1)
      .map(([id]) => `the copies of ${id} carry different links`),
    ...orders
      .filter(({ id, outcome }) => outcome === 'mail.sent' && !copies.has(id))
      .map(({ id, dedupe_key }) => `${dedupe_key} (${id}) was noted as sent and never came`),
  ]
}

/** How long a Worker keeps trying to note that a mail has left. */
const noteMs = 10_000

/** Whether a process was killed or down while the first copy was to be noted; each further copy needs its own kill. */
const isExcused = (one: Mail, next: Mail, outages: readonly number[]): boolean => {
  const came = Date.parse(one.receivedAt)
  return outages.some((death) => death >= came && death <= Math.min(came + noteMs, Date.parse(next.receivedAt)))
}
