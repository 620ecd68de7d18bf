/** A sender hears no answer before its body was read, so a body that is too long is read and dropped up to this size. */
const mostDropped = 16_000_000

/** A request's raw body, kept no further than the limit; null if it is longer, whatever its length header says. */
export async function readBytes({ body }: Request, most: number): Promise<Uint8Array | null> {
  let chunks: Uint8Array[] = []
  let length = 0
  if (body) {
    for await (const chunk of body as ReadableStream<Uint8Array>) {
      length += chunk.byteLength
      if (length <= most) chunks.push(chunk)
      else chunks = []
      if (length > mostDropped) return null
    }
  }
  if (length > most) return null
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
