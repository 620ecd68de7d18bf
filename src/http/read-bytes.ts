/** A sender may read no response before its body is sent, so a longer body is read and dropped, up to this size. */
const maxDroppedBytes = 16_000_000

/** A request's raw body; null if it is longer than the limit, also without a correct Content-Length. */
export async function readBytes({ body }: Request, maxBytes: number): Promise<Uint8Array | null> {
  let chunks: Uint8Array[] = []
  let length = 0
  if (body) {
    for await (const chunk of body as ReadableStream<Uint8Array>) {
      length += chunk.byteLength
      if (length <= maxBytes) chunks.push(chunk)
      else chunks = []
      if (length > maxDroppedBytes) return null
    }
  }
  if (length > maxBytes) return null
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
