import type { HttpResponse } from './http.ts'

/**
 * Whether a response redirects to what was requested. A refused caller is redirected to the page of the link that they used, or of the
 * portal's or the deployment's to the page where they sign in.
 */
export function redirectsToTarget({ headers: { location } }: HttpResponse, path: string): boolean {
  if (location === undefined) return false
  if (/^\/portal\b/.test(path)) return location !== '/portal'
  return path.startsWith('/p/') ? !/^\/p\/[^/]*\/login(\?.*)?$/.test(location) : !/^\/i\/[^/?]*$/.test(location)
}
