import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { rows } from '../world/records.ts'

/** Everything that can change: each row of each table, each mail, and the provider's state. */
export type Snapshot = ReadonlyMap<string, ReadonlySet<string>>

/** Takes a snapshot of the world. To be called when it has settled. */
export async function takeSnapshot(): Promise<Snapshot> {
  const tables = await rows<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  const kept = tables.map(async ({ name }) => [name, rows<object>(`SELECT * FROM "${name}"`)] as const)
  const found = new Map<string, ReadonlySet<string>>()
  for (const [name, all] of await Promise.all(kept)) found.set(name, texts(await all))
  found.set('mails', texts((await (await fetch(`${world.mailbox}/api/mails`)).json()) as object[]))
  for (const merchant of [kranwerk, harborPine])
    found.set(`the provider's truth of ${merchant.name}`, texts(Object.entries(await truthOf(merchant))))
  return found
}

const texts = (all: readonly object[]): ReadonlySet<string> => new Set(all.map((one) => JSON.stringify(one)))

/** The differences of two snapshots: the table, and the beginning of each row that is new or gone. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name) ?? new Set<string>(), after.get(name) ?? new Set<string>()]
    const added = [...is].filter((one) => !was.has(one)).map((one) => `${name}: + ${one.slice(0, 300)}`)
    return [...added, ...[...was].filter((one) => !is.has(one)).map((one) => `${name}: - ${one.slice(0, 300)}`)]
  })
}
