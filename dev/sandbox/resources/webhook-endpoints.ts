import type Stripe from 'stripe'
import { type Desk, makeId } from '../desk.ts'
import { pageOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { need, type Read } from '../params.ts'
import { invalid, noSuch } from '../problem.ts'
import { route } from '../route.ts'
import { type Endpoint, endpointObject } from '../webhooks.ts'

const spec = {
  api_version: 'text',
  connect: 'boolean',
  description: 'clearable',
  disabled: 'boolean',
  enabled_events: 'texts',
  metadata: 'clearableHash',
  url: 'text',
} as const

const mostEndpoints = 16

function create(desk: Desk, input: Read<typeof spec>): Stripe.WebhookEndpoint {
  need(input, 'enabled_events', 'url')
  checkUrl(input.url)
  if (Object.keys(desk.books.endpoints).length >= mostEndpoints)
    throw invalid(`You have reached the maximum of ${mostEndpoints} webhook endpoints.`)
  const endpoint: Endpoint = {
    id: makeId(desk, 'we'),
    url: input.url,
    secret: makeId(desk, 'whsec', 32),
    events: input.enabled_events,
    created: desk.now,
    description: input.description ?? null,
    isEnabled: true,
    metadata: withMetadata(null, input.metadata),
  }
  desk.books.endpoints[endpoint.id] = endpoint
  return endpointObject(desk, endpoint, true)
}

function update(desk: Desk, input: Read<typeof spec>, id: string): Stripe.WebhookEndpoint {
  const endpoint = endpointAt(desk, id)
  if (input.url !== undefined) {
    checkUrl(input.url)
    endpoint.url = input.url
  }
  if (input.enabled_events !== undefined) endpoint.events = input.enabled_events
  if (input.disabled !== undefined) endpoint.isEnabled = !input.disabled
  if (input.description !== undefined) endpoint.description = input.description
  endpoint.metadata = withMetadata(endpoint.metadata, input.metadata)
  return endpointObject(desk, endpoint)
}

function checkUrl(url: string): void {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw invalid('Invalid URL: an explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    })
}

function endpointAt({ books }: Desk, id: string): Endpoint {
  const endpoint = Object.hasOwn(books.endpoints, id) ? books.endpoints[id] : undefined
  if (!endpoint) throw noSuch('webhook endpoint', id, 'webhook_endpoint', true)
  return endpoint
}

export const webhookEndpointRoutes = [
  route('POST', '/v1/webhook_endpoints', spec, create),
  route('GET', '/v1/webhook_endpoints', pageSpec, (desk, page) => {
    const found = pageOf(Object.values(desk.books.endpoints).reverse(), page, '/v1/webhook_endpoints')
    return { ...found, data: found.data.map((endpoint) => endpointObject(desk, endpoint)) }
  }),
  route('GET', '/v1/webhook_endpoints/:', {}, (desk, _input, id = '') => endpointObject(desk, endpointAt(desk, id))),
  route('POST', '/v1/webhook_endpoints/:', spec, (desk, input, id = '') => update(desk, input, id)),
  route('DELETE', '/v1/webhook_endpoints/:', {}, (desk, _input, id = '') => {
    endpointAt(desk, id)
    delete desk.books.endpoints[id]
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]
