import type Stripe from 'stripe'
import type { Endpoint } from '../account-data.ts'
import { type Context, makeId } from '../context.ts'
import { pageOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { type Read, requireParams } from '../params.ts'
import { invalid, noSuch } from '../problem.ts'
import { route } from '../route.ts'
import { endpointObject } from '../webhooks.ts'

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

function create(context: Context, input: Read<typeof spec>): Stripe.WebhookEndpoint {
  requireParams(input, 'enabled_events', 'url')
  checkUrl(input.url)
  if (Object.keys(context.data.endpoints).length >= mostEndpoints)
    throw invalid(`You have reached the maximum of ${mostEndpoints} webhook endpoints.`)
  const endpoint: Endpoint = {
    id: makeId(context, 'we'),
    url: input.url,
    secret: makeId(context, 'whsec', 32),
    events: input.enabled_events,
    created: context.now,
    description: input.description ?? null,
    isEnabled: true,
    metadata: withMetadata(null, input.metadata),
  }
  context.data.endpoints[endpoint.id] = endpoint
  return endpointObject(context, endpoint, true)
}

function update(context: Context, input: Read<typeof spec>, id: string): Stripe.WebhookEndpoint {
  const endpoint = endpointAt(context, id)
  if (input.url !== undefined) {
    checkUrl(input.url)
    endpoint.url = input.url
  }
  if (input.enabled_events !== undefined) endpoint.events = input.enabled_events
  if (input.disabled !== undefined) endpoint.isEnabled = !input.disabled
  if (input.description !== undefined) endpoint.description = input.description
  endpoint.metadata = withMetadata(endpoint.metadata, input.metadata)
  return endpointObject(context, endpoint)
}

function checkUrl(url: string): void {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw invalid('Invalid URL: an explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    })
}

function endpointAt({ data }: Context, id: string): Endpoint {
  const endpoint = Object.hasOwn(data.endpoints, id) ? data.endpoints[id] : undefined
  if (!endpoint) throw noSuch('webhook endpoint', id, 'webhook_endpoint', true)
  return endpoint
}

export const webhookEndpointRoutes = [
  route('POST', '/v1/webhook_endpoints', spec, create),
  route('GET', '/v1/webhook_endpoints', pageSpec, (context, page) => {
    const found = pageOf(Object.values(context.data.endpoints).reverse(), page, '/v1/webhook_endpoints')
    return { ...found, data: found.data.map((endpoint) => endpointObject(context, endpoint)) }
  }),
  route('GET', '/v1/webhook_endpoints/:', {}, (context, _input, id = '') =>
    endpointObject(context, endpointAt(context, id)),
  ),
  route('POST', '/v1/webhook_endpoints/:', spec, (context, input, id = '') => update(context, input, id)),
  route('DELETE', '/v1/webhook_endpoints/:', {}, (context, _input, id = '') => {
    endpointAt(context, id)
    delete context.data.endpoints[id]
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]
