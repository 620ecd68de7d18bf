import { readWire } from '../wire/request.ts'

const longest = 4000

/** The text fields of a form as they were typed, each cut to 4,000 characters; none of a form that cannot be read. */
export async function fieldsOf(request: Request): Promise<Readonly<Record<string, string>>> {
  const form = await readWire(request)
  const entries = form.ok ? [...form.value] : []
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.slice(0, longest)]] : [])),
  )
}
