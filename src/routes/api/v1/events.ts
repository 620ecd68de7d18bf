import { Hono } from 'hono'
import { refuse } from '../../../core/result.ts'
import { historyTypes } from '../../../core/webhooks/event-types.ts'
import { type EventRow, eventsPage, findEvent, historiesOf } from '../../../db/screens/api-events.ts'
import { list, range, text } from '../../../http/params/kinds.ts'
import type { ApiContext, ApiEnv } from './context.ts'
import { listing, type Resource, retrieving } from './endpoint.ts'
import { eventObjects } from './objects/event.ts'
import type { RenderContext } from './render-context.ts'

async function renderEvents({ var: { deps, account } }: ApiContext, rows: readonly EventRow[], context: RenderContext) {
  return eventObjects(context, rows, await historiesOf(deps.db, account.id, rows))
}

const resource: Resource = {
  object: 'event',
  noun: 'event',
  idParam: 'id',
  show: async (c, id, context) => {
    const row = await findEvent(c.var.deps.db, c.var.account.id, id)
    return row && (await renderEvents(c, [row], context))[0]!
  },
}

const filters = { created: range, type: text(100), types: list(text(100), 20) }

export const events = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: filters,
      find: async ({ var: { deps, account } }, { created, type, types }, page) => {
        if (type !== undefined && types !== undefined) {
          return refuse('parameters_exclusive', { param: 'type', values: { other: 'types' } })
        }
        const requested = types ?? (type === undefined ? ['*'] : [type])
        return eventsPage(deps.db, account.id, { created, types: historyTypes(requested) }, page)
      },
      showAll: renderEvents,
    }),
  )
  .get('/:id', retrieving(resource))
