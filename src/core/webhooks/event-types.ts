import { type ApiKind, aggregates, apiKinds } from '../aggregates.ts'

/** The types in the history that the API has a type for. */
export type HistoryType = { [K in ApiKind]: keyof (typeof aggregates)[K]['events'] }[ApiKind]

/** The API's event type for each of them. */
export const eventTypes = Object.assign({}, ...apiKinds.map((kind) => aggregates[kind].events)) as Readonly<
  Record<HistoryType, string>
>

/** The history's types for a filter of API types: `invoice.paid`, `invoice.*`, `*`. */
export function historyTypes(requested: readonly string[]): HistoryType[] {
  const isRequested = (name: string) =>
    requested.some((one) => one === name || one === '*' || (one.endsWith('.*') && name.startsWith(one.slice(0, -1))))
  return (Object.keys(eventTypes) as HistoryType[]).filter((type) => isRequested(eventTypes[type]))
}
