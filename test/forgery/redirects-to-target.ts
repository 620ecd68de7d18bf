import type { HttpResponse } from './http.ts'

/** Whether a response redirects to what was requested. A refused caller is redirected to the page of the link that they used. */
export const redirectsToTarget = ({ headers: { location } }: HttpResponse): boolean =>
  location !== undefined && !/^\/(i\/[^/?]*|p\/[^/]*\/login(\?.*)?)$/.test(location)
