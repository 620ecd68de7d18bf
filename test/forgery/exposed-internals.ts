/** Internals that no response may contain: stack traces, error names, SQL, names of libraries. */
const marks =
  /\bat \S+ \(|\bat \S+:\d+:\d+|\.tsx?:\d+|node_modules|sqlite|libsql|drizzle|hrana|\bselect "|insert into|no such (?:table|column)|syntax error|\b(?:Type|Reference|Range|Syntax)Error\b|is not a function|undefined|\[object \w+\]|workerd/i

/** The first internal that a response exposes, null for none. Text of the request may be repeated in it. */
export function exposedInternals(body: string, request = ''): string | null {
  const [found] = marks.exec(body) ?? []
  return found === undefined || request.includes(found) ? null : found
}
