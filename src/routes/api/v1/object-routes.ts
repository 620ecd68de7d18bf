import { Hono } from 'hono'
import type { ApiKind, StateOf } from '../../../core/aggregates.ts'
import { type Match, objectsOf } from '../../../db/repositories/objects.ts'
import { range } from '../../../http/params/kinds.ts'
import type { ApiEnv } from './context.ts'
import { deleting, listing, type Resource, retrieving, writing } from './endpoint.ts'
import type { ObjectApi } from './object-api.ts'
import { objects } from './objects.ts'

const apiOf = <K extends ApiKind>(kind: K) => objects[kind] as ObjectApi<StateOf<K>>

export function resourceOf(kind: ApiKind): Resource {
  const { noun, idParam, find, show } = apiOf(kind)
  return {
    object: kind,
    noun,
    ...(idParam && { idParam }),
    show:
      find ??
      (async ({ var: { deps, account } }, id, context) => {
        const found = await objectsOf(deps.db, account.id, kind).find(id)
        return found && show(context, found)
      }),
  }
}

/** The calls of a kind of object: list, create, retrieve, update, and delete where it can be. */
export function objectRoutes(kind: ApiKind): Hono<ApiEnv> {
  const { filters, create, update, delete: remove, show, showAll, page: pageOf } = apiOf(kind)
  const resource = resourceOf(kind)
  const params = Object.fromEntries(Object.entries(filters).map(([name, [, type]]) => [name, type]))
  const routes = new Hono<ApiEnv>()
    .get(
      '/',
      listing(resource, {
        params: { created: range, ...params },
        find: (c, { created, ...given }: Readonly<Record<string, Match[1]>>, page) => {
          const { deps, account } = c.var
          if (pageOf) return pageOf(c, { created, ...given } as never, page)
          const matches = Object.entries(filters).map(([name, [field]]): Match => [field, given[name]])
          return objectsOf(deps.db, account.id, kind).page([['createdAt', created], ...matches], page)
        },
        showAll: (c, found, context) =>
          showAll?.(c, context, found) ?? Promise.all(found.map((one) => show(context, one))),
      }),
    )
    .post(
      '/',
      writing(resource, {
        params: create.params,
        objectId: ({ var: { deps } }, params) => create.id?.(params as never, deps.newId) ?? deps.newId(kind),
        act: ({ var: { deps } }, unit, id, params) => create.act(deps, unit, id, params as never),
      }),
    )
    .get('/:id', retrieving(resource))
    .post(
      '/:id',
      writing(resource, {
        params: update.params,
        act: ({ var: { deps } }, unit, id, params) => update.act(deps, unit, id, params as never),
      }),
    )
  return remove
    ? routes.delete(
        '/:id',
        deleting(resource, ({ var: { deps } }, unit, id) => remove(deps, unit, id)),
      )
    : routes
}
