import { world } from '../world/merchant.ts'
import { curlCommand } from './curl.ts'
import { type HttpRequest, type HttpResponse, sendRaw } from './http.ts'
import { leaksIn } from './leaks.ts'

/** Sends a request and returns its response; throws where the response leaks something that its caller may not know. */
export async function probe(request: HttpRequest, origin = world.app): Promise<HttpResponse> {
  const response = await sendRaw(request, origin)
  const leaks = await leaksIn(request, response, origin)
  if (leaks.length > 0)
    throw new Error(`the response ${response.status} leaks ${leaks.join(' and ')}: ${curlCommand(request)}`)
  return response
}
