/** A request's raw body, read no further than the limit; null if it is longer, whatever its length header says. */
export async function readBytes({ body, headers }: Request, most: number): Promise<Uint8Array | null> {
  if (Number(headers.get('content-length') ?? 0) > most) return null
  const chunks: Uint8Array[] = []
  let length = 0
  if (body) {
    for await (const chunk of body as ReadableStream<Uint8Array>) {
      length += chunk.byteLength
      if (length > most) return null
      chunks.push(chunk)
    }
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
