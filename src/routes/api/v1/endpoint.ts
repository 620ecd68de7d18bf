import { type UnitOfWork, unitOfWork } from '../../../actions/unit-of-work.ts'
import { looksLikeId } from '../../../core/id.ts'
import { ok, type Refusal, type Refused, type Result } from '../../../core/result.ts'
import type { Page, PageRequest } from '../../../db/repositories/page.ts'
import { apiError } from '../../../http/errors.ts'
import { type Answer, idempotently } from '../../../http/idempotency.ts'
import { integer, list, text } from '../../../http/params/kinds.ts'
import { type Params, readTable, type Table } from '../../../http/params/table.ts'
import { readWire } from '../../../http/wire/request.ts'
import type { ApiObject } from './api-object.ts'
import type { ApiContext } from './context.ts'
import { renderContext } from './create-render-context.ts'
import { type Expansion, noExpansion, readExpansion, rendered } from './expansion.ts'
import { deletedObject } from './objects/deleted.ts'
import { listObject } from './objects/list.ts'
import type { RenderContext } from './render-context.ts'

/** A kind of API object, and how one is loaded and rendered; null if the account has none with that id. */
export type Resource = {
  /** Stripe's name of the object, and its noun in error messages. */
  readonly object: string
  readonly noun: string
  /** The `param` of a 404 for the id in the path; the object's name by default. */
  readonly idParam?: string
  readonly show: (c: ApiContext, id: string, context: RenderContext) => Promise<ApiObject | null>
}

const expand = list(text(200), 20)

type Handler = (c: ApiContext) => Promise<Response>

/** A handler that exposes its object and its parameters, so that tests can follow from them. */
const declaring = ({ object }: Pick<Resource, 'object'>, params: Table, handler: Handler) =>
  Object.assign(handler, { object, params: { ...params, expand } })

/** `GET /:id` */
export const retrieving = (resource: Resource) =>
  declaring(resource, {}, async (c) => {
    const read = await readParams(c, {}, resource.object)
    if (!read.ok) return refused(c, read.refusal)
    return respond(c, await objectAnswer(c, resource, idIn(c), read.value.expansion))
  })

type Writing<T extends Table> = {
  readonly params: T
  /** The id of the object to create; without it, the one in the path is updated. */
  readonly objectId?: (c: ApiContext, params: Params<T>) => string
  readonly act: (c: ApiContext, unit: UnitOfWork, id: string, params: Params<T>) => Promise<Result<unknown>>
  /** A secret in the response, by the object's id. */
  readonly secretOf?: (c: ApiContext, id: string) => Promise<string>
  /** The id of the created object, if the provider assigns it. */
  readonly madeId?: (made: never) => string
}

/** `POST`: executed once per Idempotency-Key, answered with the resulting object. */
export const writing = <T extends Table>(
  resource: Resource,
  { params: table, objectId = idIn, act, secretOf, madeId }: Writing<T>,
) =>
  declaring(resource, table, async (c) => {
    const read = await readParams(c, table, resource.object)
    if (!read.ok) return refused(c, read.refusal)
    const { params, expansion, canonical } = read.value
    const resultId = objectId(c, params)
    const { deps, caller, requestId, written } = c.var
    const answer = await idempotently(deps, unitOfWork(caller, { written }), {
      requestId,
      key: c.req.header('idempotency-key') ?? null,
      request: `${c.req.method} ${c.req.path} ${canonical}`,
      // The provider assigns the id, and its call is safe to repeat.
      resultId: madeId ? null : resultId,
      secretOf: secretOf && ((id) => secretOf(c, id)),
      refuse: (refusal) => refusalAnswer(c, refusal, resource),
      found: (id) => objectAnswer(c, resource, id, expansion),
      work: async (unit) => {
        const done = await act(c, unit, resultId, params)
        if (!done.ok) return refusalAnswer(c, done.refusal, resource)
        return objectAnswer(c, resource, madeId?.(done.value as never) ?? resultId, expansion)
      },
    })
    return respond(c, answer)
  })

/** `DELETE /:id`; a deleted object has nothing to expand. */
export const deleting = (
  resource: Resource,
  act: (c: ApiContext, unit: UnitOfWork, id: string) => Promise<Result<unknown>>,
) =>
  declaring(resource, {}, async (c) => {
    const read = await readParams(c, {}, 'deleted')
    if (!read.ok) return refused(c, read.refusal)
    const id = idIn(c)
    const done = await act(c, unitOfWork(c.var.caller, { written: c.var.written }), id)
    return done.ok ? respond(c, answerOf(deletedObject(resource.object, id))) : refused(c, done.refusal, resource)
  })

/** Limits outside 1 to this are clamped, as at Stripe. */
const maxPageSize = 100

const paging = {
  limit: integer({ least: 0 }),
  starting_after: text(200),
  ending_before: text(200),
}

type Listing<T extends Table, S> = {
  readonly params: T
  /** Null if the cursor does not exist. */
  readonly find: (c: ApiContext, params: Params<T>, page: PageRequest) => Promise<Page<S> | Refused | null>
  readonly showAll: (
    c: ApiContext,
    found: readonly S[],
    context: RenderContext,
  ) => Promise<readonly unknown[]> | readonly unknown[]
}

/** `GET /`: newest first, a page at a time. */
export const listing = <T extends Table, S>(
  resource: Pick<Resource, 'object' | 'noun'>,
  { params: table, find, showAll }: Listing<T, S>,
) =>
  declaring(resource, { ...paging, ...table }, async (c) => {
    const read = await readParams(c, { ...paging, ...table }, resource.object, true)
    if (!read.ok) return refused(c, read.refusal)
    const { expansion, params } = read.value
    const {
      limit: requestedLimit = 10,
      starting_after: startingAfter,
      ending_before: endingBefore,
    } = params as Params<typeof paging>
    if (startingAfter !== undefined && endingBefore !== undefined) {
      return refused(c, { code: 'parameters_exclusive', param: 'starting_after', values: { other: 'ending_before' } })
    }
    const limit = Math.min(maxPageSize, Math.max(1, requestedLimit))
    const page = await find(c, params as Params<T>, { limit, startingAfter, endingBefore })
    if (!page) {
      const param = startingAfter === undefined ? 'ending_before' : 'starting_after'
      const values = { noun: resource.noun, id: startingAfter ?? endingBefore ?? '' }
      return refused(c, { code: 'resource_missing', param, values })
    }
    if ('refusal' in page) return refused(c, page.refusal)
    const data = await showAll(c, page.items, renderContext(c.var.deps, c.var.account))
    return respond(c, answerOf(await rendered(listObject(data, page.hasMore, c.req.path), expansion)))
  })

type ReadParams<T extends Table> = {
  readonly params: Params<T>
  readonly expansion: Expansion
  readonly canonical: string
}

async function readParams<T extends Table>(
  c: ApiContext,
  table: T,
  object: string,
  isList = false,
): Promise<Result<ReadParams<T>>> {
  const wire = await readWire(c.req.raw)
  if (!wire.ok) return wire
  const read = readTable({ ...table, expand }, wire.value)
  if (!read.ok) return read
  const { expand: paths = [], ...params } = read.value as Params<{ expand: typeof expand }>
  const expansion = readExpansion(paths, object, isList)
  if (!expansion.ok) return expansion
  return ok({ params: params as Params<T>, expansion: expansion.value, canonical: canonicalOf(read.value) })
}

/** Canonical text of the parameters, independent of their order in the request. */
const canonicalOf = (params: unknown): string =>
  JSON.stringify(params, (_, value) => (value instanceof Map ? [...value].sort(([a], [b]) => (a < b ? -1 : 1)) : value))

const idIn = (c: ApiContext): string => c.req.param('id') ?? ''

async function objectAnswer(
  c: ApiContext,
  resource: Resource,
  id: string,
  expansion: Expansion = noExpansion,
): Promise<Answer> {
  const found =
    looksLikeId(id.replaceAll('-', '_')) && (await resource.show(c, id, renderContext(c.var.deps, c.var.account)))
  if (found) return answerOf(await rendered(found, expansion))
  return refusalAnswer(c, { code: 'resource_missing' }, resource, id)
}

const answerOf = (body: unknown): Answer => ({ status: 200, body: `${JSON.stringify(body, null, 2)}\n` })

/** An action's `resource_missing` without values means the object in the path. */
function refusalAnswer(c: ApiContext, refusal: Refusal, resource?: Resource, id = idIn(c)): Answer {
  const isPath = refusal.code === 'resource_missing' && refusal.values === undefined && resource
  const missing = isPath ? missingObject(resource, id) : inStripesWords(refusal)
  const { status, body, retryAfterSeconds } = apiError(missing)
  return { status, body: `${JSON.stringify(body, null, 2)}\n`, retryAfterSeconds }
}

/** 404 for a missing object in the path; a missing object in a parameter is a 400. */
export const missingObject = ({ noun, object, idParam = object }: Omit<Resource, 'show'>, id: string): Refusal => ({
  code: 'object_missing',
  param: idParam,
  values: { noun, id },
})

/** The API's parameter for each field of the core. */
const wireNames: ReadonlyMap<string, string> = new Map([
  ['autoAdvance', 'auto_advance'],
  ['collectionMethod', 'collection_method'],
  ['customFields', 'custom_fields'],
  ['defaultPaymentMethod', 'default_payment_method'],
  ['defaultTaxRates', 'default_tax_rates'],
  ['memo', 'description'],
  ['numberOverride', 'number'],
  ['paymentMethodTypes', 'payment_settings[payment_method_types]'],
  ['statementDescriptor', 'statement_descriptor'],
  ['terms', 'due_date'],
])

const inStripesWords = (refusal: Refusal): Refusal =>
  refusal.param === undefined ? refusal : { ...refusal, param: wireNames.get(refusal.param) ?? refusal.param }

export const refused = (c: ApiContext, refusal: Refusal, resource?: Resource): Response =>
  respond(c, refusalAnswer(c, refusal, resource))

/** Stripe's clients retry by themselves after a short `Retry-After` and fail on a longer one. */
const longestWaitSeconds = 60

function respond(c: ApiContext, { status, body, retryAfterSeconds, isReplay, originalRequestId }: Answer): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' })
  const key = c.req.header('idempotency-key')
  if (key !== undefined && /^[\x20-\x7e]{1,255}$/.test(key)) headers.set('Idempotency-Key', key)
  if (isReplay) headers.set('Idempotent-Replayed', 'true')
  if (originalRequestId) headers.set('Original-Request', originalRequestId)
  if (retryAfterSeconds != null) headers.set('Retry-After', String(retryAfterSeconds))
  if (status === 429 && retryAfterSeconds != null)
    headers.set('Stripe-Should-Retry', String(retryAfterSeconds <= longestWaitSeconds))
  return c.body(body, { status: status as 200, headers: Object.fromEntries(headers) })
}
