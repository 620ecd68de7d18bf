import { files } from '../core/documents/document.ts'
import type { StoredDocument } from '../core/documents/stored-document.ts'
import { hex } from '../core/hex.ts'

/** Stored bytes as they are handed on. */
export type DocumentBody = { readonly body: ReadableStream; arrayBuffer(): Promise<ArrayBuffer> }

/** A part of a file, in bytes. */
export type ByteRange = { readonly offset: number; readonly length: number }

/** The documents in R2, by account, invoice and the hash of their bytes, so that none replaces another. */
export type DocumentStore = ReturnType<typeof documentStore>

/** The document is not in the store, or is not what was stored. */
export class DocumentDamaged extends Error {
  override name = 'DocumentDamaged'
}

export const documentStore = (bucket: R2Bucket) => ({
  /** Stores bytes, which R2 compares with their hash. Storing the same again changes nothing. */
  async put(invoice: InvoiceKey, bytes: Uint8Array, { kind, sha256 }: DocumentKey): Promise<void> {
    const contentType = files[kind].type
    await bucket.put(keyOf(invoice, { kind, sha256 }), bytes, { sha256, httpMetadata: { contentType } })
  },

  /** A document, or a range of its bytes. Throws DocumentDamaged. */
  async get(invoice: InvoiceKey, document: StoredDocument, range?: ByteRange): Promise<DocumentBody> {
    const { sha256, bytes } = document
    const found = await bucket.get(keyOf(invoice, document), range && { range })
    if (!found || found.size !== bytes || !isHash(found.checksums.sha256, sha256)) throw new DocumentDamaged()
    return found as unknown as DocumentBody
  },
})

type InvoiceKey = { readonly accountId: string; readonly id: string }
type DocumentKey = Pick<StoredDocument, 'kind' | 'sha256'>

const keyOf = ({ accountId, id }: InvoiceKey, { kind, sha256 }: DocumentKey): string =>
  `${accountId}/${id}/${sha256}.${files[kind].extension}`

const isHash = (checksum: ArrayBuffer | undefined, sha256: string): boolean =>
  checksum !== undefined && hex(checksum) === sha256
