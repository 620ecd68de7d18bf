import type { ObjectName, Objects } from './account-data.ts'
import { allOf, type Context, findOr400, pathOf } from './context.ts'
import { malformed } from './problem.ts'

/** The parameters of every list. */
export const pageSpec = { limit: 'integer', starting_after: 'text', ending_before: 'text' } as const
export const datedPageSpec = { ...pageSpec, created: 'range' } as const

type Bounds = Partial<Record<'gt' | 'gte' | 'lt' | 'lte', number>>

export type Page = {
  limit?: number
  starting_after?: string
  ending_before?: string
  created?: number | Bounds
}

export type List<T> = { object: 'list'; data: T[]; has_more: boolean; url: string }

/** One page of the objects that match, newest first. Throws a Problem for an invalid cursor or limit. */
export function listOf<N extends ObjectName>(
  context: Context,
  name: N,
  page: Page,
  matches: (object: Objects[N]) => boolean = () => true,
  url: string = pathOf(name),
): List<Objects[N]> {
  for (const param of ['starting_after', 'ending_before'] as const)
    if (page[param] !== undefined) findOr400(context, name, page[param], param)
  const found = allOf(context, name)
    .reverse()
    .filter((object) => isWithin(page.created, object) && matches(object))
  return pageOf(found, page, url)
}

/** One page of a sorted list. */
export function pageOf<T extends { id: string }>(found: T[], page: Page, url: string): List<T> {
  const { limit = 10, starting_after: after, ending_before: before } = page
  if (limit < 1 || limit > 100)
    throw malformed('parameter_invalid_integer', 'limit', 'This value must be between 1 and 100.')
  if (after !== undefined && before !== undefined)
    throw malformed(
      'parameters_exclusive',
      'ending_before',
      'You may only specify one of these parameters: starting_after, ending_before.',
    )
  if (before !== undefined) {
    const rest = found.slice(0, placeOf(found, before))
    return { object: 'list', data: rest.slice(-limit), has_more: rest.length > limit, url }
  }
  const rest = after === undefined ? found : found.slice(placeOf(found, after) + 1)
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit, url }
}

const placeOf = (found: { id: string }[], id: string): number => {
  const place = found.findIndex((object) => object.id === id)
  return place === -1 ? found.length : place
}

function isWithin(bounds: number | Bounds | undefined, object: object): boolean {
  if (bounds === undefined) return true
  const created = (object as { created?: number }).created ?? 0
  if (typeof bounds === 'number') return created === bounds
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = bounds
  return created > gt && created >= gte && created < lt && created <= lte
}
