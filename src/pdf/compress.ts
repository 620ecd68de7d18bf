import { deflateSync } from 'node:zlib'

/** An object of the file with its stream, as pdfkit keeps it until it is complete. */
type Reference = { buffer: Uint8Array[]; compress: boolean; finalize(): void }

/** Has the runtime compress the file's streams: the library does it in JavaScript, which takes twice as long. */
export function compressByRuntime(doc: PDFKit.PDFDocument): void {
  const { ref } = doc
  doc.ref = (data) => {
    const reference = ref.call(doc, data) as PDFKit.PDFKitReference & Reference
    const { finalize } = reference
    reference.finalize = () => {
      if (reference.compress && reference.buffer.length > 0) {
        reference.buffer = [deflateSync(concatenated(reference.buffer))]
        reference.compress = false
      }
      finalize.call(reference)
    }
    return reference
  }
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
