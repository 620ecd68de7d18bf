import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { rows } from '../world/records.ts'

/** Everything that can change: each row of each table, each mail, and what is true at the provider. */
export type Everything = ReadonlyMap<string, ReadonlySet<string>>

/** All of it as it is now. Let the world come to rest first. */
export async function everything(): Promise<Everything> {
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

/** What has changed between two looks: in which table, and the beginning of what is new or gone. */
export function effects(before: Everything, after: Everything): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before.get(name) ?? new Set<string>(), after.get(name) ?? new Set<string>()]
    const fresh = [...is].filter((one) => !was.has(one)).map((one) => `${name}: + ${one.slice(0, 300)}`)
    return [...fresh, ...[...was].filter((one) => !is.has(one)).map((one) => `${name}: - ${one.slice(0, 300)}`)]
  })
}
