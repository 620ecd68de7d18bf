import { type Context, findOr404 } from '../context.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { noSuch } from '../problem.ts'
import { route } from '../route.ts'

const keptS = 30 * 24 * 3_600

/** Events can be read for thirty days. */
const isKept = ({ now }: Context, { created }: { created: number }) => now - created <= keptS

export const eventRoutes = [
  route(
    'GET',
    '/v1/events',
    { ...datedPageSpec, delivery_success: 'boolean', type: 'text', types: 'texts' },
    (context, { delivery_success: delivered, type, types, ...page }) =>
      listOf(
        context,
        'event',
        page,
        (event) =>
          isKept(context, event) &&
          (type === undefined || matches(type, event.type)) &&
          (types === undefined || types.includes(event.type)) &&
          (delivered === undefined || delivered === (event.pending_webhooks === 0)),
      ),
  ),
  route('GET', '/v1/events/:', {}, (context, _input, id = '') => {
    const event = findOr404(context, 'event', id)
    if (!isKept(context, event)) throw noSuch('event', id, 'id', true)
    return event
  }),
]

/** `charge.*` stands for everything about charges. */
const matches = (pattern: string, type: string) =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
