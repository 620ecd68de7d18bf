/** What no answer may say, whatever it was asked: where the program broke, and what it asked its database. */
const marks =
  /\bat \S+ \(|\bat \S+:\d+:\d+|\.tsx?:\d+|node_modules|sqlite|libsql|drizzle|hrana|\bselect "|insert into|no such (?:table|column)|syntax error|\b(?:Type|Reference|Range|Syntax)Error\b|is not a function|undefined|\[object \w+\]|workerd/i

/** The first of our insides that an answer shows; null where it shows none. What was asked may come back in it and is no matter. */
export function insideShown(body: string, asked = ''): string | null {
  const [found] = marks.exec(body) ?? []
  return found === undefined || asked.includes(found) ? null : found
}
