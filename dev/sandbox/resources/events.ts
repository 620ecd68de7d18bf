import { at, type Desk } from '../desk.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { noSuch } from '../problem.ts'
import { route } from '../route.ts'

const keptS = 30 * 24 * 3_600

/** Events can be read for thirty days. */
const isKept = ({ now }: Desk, { created }: { created: number }) => now - created <= keptS

export const eventRoutes = [
  route(
    'GET',
    '/v1/events',
    { ...datedPageSpec, delivery_success: 'boolean', type: 'text', types: 'texts' },
    (desk, { delivery_success: delivered, type, types, ...page }) =>
      listOf(
        desk,
        'event',
        page,
        (event) =>
          isKept(desk, event) &&
          (type === undefined || matches(type, event.type)) &&
          (types === undefined || types.includes(event.type)) &&
          (delivered === undefined || delivered === (event.pending_webhooks === 0)),
      ),
  ),
  route('GET', '/v1/events/:', {}, (desk, _input, id = '') => {
    const event = at(desk, 'event', id)
    if (!isKept(desk, event)) throw noSuch('event', id, 'id', true)
    return event
  }),
]

/** `charge.*` stands for everything about charges. */
const matches = (pattern: string, type: string) =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
