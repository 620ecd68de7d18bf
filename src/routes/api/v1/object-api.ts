import type { UnitOfWork } from '../../../actions/unit-of-work.ts'
import type { IdKind } from '../../../core/id.ts'
import type { Result } from '../../../core/result.ts'
import type { Match } from '../../../db/repositories/objects.ts'
import type { Page, PageRequest } from '../../../db/repositories/page.ts'
import type { Deps } from '../../../deps.ts'
import type { Kind, Params, Table } from '../../../http/params/table.ts'
import type { ApiObject, Expandable } from './api-object.ts'
import type { ApiContext } from './context.ts'
import type { RenderContext } from './render-context.ts'

/** A call that writes: its parameters, and the action that gets them. */
type Call = {
  readonly params: Table
  readonly act: (deps: Deps, unit: UnitOfWork, id: string, params: never) => Promise<Result<unknown>>
}

export const call = <T extends Table>(
  params: T,
  act: (deps: Deps, unit: UnitOfWork, id: string, params: Params<T>) => Promise<Result<unknown>>,
): Call => ({ params, act })

/** A kind of object on the wire: its calls, its events and references to it follow from this. */
export type ObjectApi<S> = {
  /** Its place after `/v1`, and its noun in error messages. */
  readonly path: string
  readonly noun: string
  /** The `param` of a 404 for the id in the path; the object's name by default. */
  readonly idParam?: string
  readonly show: (context: RenderContext, state: S) => ApiObject | Promise<ApiObject>
  readonly expandable?: Expandable
  /** Its list, where it is not the page of what the table has. */
  readonly page?: (c: ApiContext, params: never, page: PageRequest) => Promise<Page<S> | null>
  /** The parameters of its list besides `created` and the page: the field that each matches, and its type. */
  readonly filters: Readonly<Record<string, readonly [field: string, kind: Kind<Wanted>]>>
  readonly create: Call & { readonly id?: (params: never, newId: (kind: IdKind) => string) => string }
  readonly update: Call
  readonly delete?: (deps: Deps, unit: UnitOfWork, id: string) => Promise<Result<unknown>>
  /** One object by its id, and a page of them, where more than their state is shown. */
  readonly find?: (c: ApiContext, id: string, context: RenderContext) => Promise<ApiObject | null>
  readonly showAll?: (c: ApiContext, context: RenderContext, found: readonly S[]) => Promise<readonly ApiObject[]>
}

type Wanted = NonNullable<Match[1]>
