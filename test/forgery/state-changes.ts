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
  /** What the browser of somebody who is signed in adds to it, also when a page of a neighbouring site sends it. */
  readonly cookie: Readonly<Record<string, string>>
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
    const { method = '', path, body = '', headers: { cookie } = {} } = await request()
    all.push({
      route,
      method,
      path,
      body: String(body),
      cookie: cookie ? { cookie: String(cookie) } : {},
      validHeaders: async () => ({ ...form, ...(await request()).headers }) as Record<string, string>,
    })
  }
  return all
}
