/** The methods that a path can be asked with, from the routes themselves; empty where there is no such path. */
export function allowedMethods(routes: readonly { method: string; path: string }[], path: string): readonly string[] {
  const asked = path.split('/')
  const fitting = routes.filter((route) => route.method !== 'ALL' && fits(route.path.split('/'), asked))
  return [...new Set(fitting.map(({ method }) => method))].sort()
}

const fits = (pattern: readonly string[], asked: readonly string[]): boolean =>
  pattern.length === asked.length &&
  pattern.every((part, i) => (part.startsWith(':') ? asked[i] !== '' : part === asked[i]))
