/** The HTTP methods of a path, derived from the routes; empty if there is no such path. */
export function allowedMethods(routes: readonly { method: string; path: string }[], path: string): readonly string[] {
  const requested = path.split('/')
  const fitting = routes.filter((route) => route.method !== 'ALL' && fits(route.path.split('/'), requested))
  return [...new Set(fitting.map(({ method }) => method))].sort()
}

const fits = (pattern: readonly string[], requested: readonly string[]): boolean =>
  pattern.length === requested.length &&
  pattern.every((part, i) => (part.startsWith(':') ? requested[i] !== '' : part === requested[i]))
