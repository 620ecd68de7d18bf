import { kranwerk } from '../world/merchant.ts'
import { now } from '../world/time.ts'
import { buildRequest, credentialsFor } from './build-request.ts'
import { requestsByRoute } from './requests-by-route.ts'

/** A request that changes state, about an object of its own. */
export type StateChange = {
  readonly route: string
  readonly method: string
  readonly path: string
  /** A form body, which is all that another site's page can send. */
  readonly body: string
  /** The headers that make it valid: the key, the signature, or our own origin. */
  readonly validHeaders: () => Promise<Record<string, string>>
}

export const coveredRoutes: readonly string[] = Object.keys(requestsByRoute).filter(
  (route) => !route.startsWith('GET '),
)

const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** One request for every route, each about an object that no other request uses. */
export async function stateChanges(): Promise<StateChange[]> {
  const all: StateChange[] = []
  for (const route of coveredRoutes) {
    const made = await requestsByRoute[route]!(kranwerk)
    const credentials = credentialsFor(made, kranwerk)
    const request = async () => buildRequest(route, made, credentials, await now())
    const { method = '', path, body = '' } = await request()
    all.push({
      route,
      method,
      path,
      body: String(body),
      validHeaders: async () => ({ ...form, ...(await request()).headers }) as Record<string, string>,
    })
  }
  return all
}
