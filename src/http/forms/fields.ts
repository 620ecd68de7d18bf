import { readWire } from '../wire/request.ts'

/** The text fields of a form as they were typed, each cut to so many characters; none of a form that cannot be read. */
export async function fieldsOf(request: Request, longest = 4000): Promise<Readonly<Record<string, string>>> {
  const form = await readWire(request)
  const entries = form.ok ? [...form.value] : []
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.slice(0, longest)]] : [])),
  )
}
