import { oneLine } from '../one-line.ts'
import type { Seller } from '../parties.ts'
import { files } from './document.ts'
import type { StoredDocument } from './stored-document.ts'

type Sold = { readonly seller: Pick<Seller, 'name'> }

const longestSeller = 60

/** The file name of a document: its seller, its number and the syntax of an e-invoice. */
export function documentFileName(invoice: Sold, { kind, number }: Pick<StoredDocument, 'kind' | 'number'>): string {
  const { syntax, extension } = files[kind]
  return fileNameOf(invoice, syntax === null ? [number] : [number, syntax], extension)
}

/** A seller and what else names a file, without what a file system or the direction of a text could misread. */
export function fileNameOf({ seller }: Sold, parts: readonly string[], extension: string): string {
  const clean = (text: string) => oneLine(text.toWellFormed().replace(/[\\/:*?"<>|\p{Bidi_Control}]/gu, ' '))
  const letters = [...clean(seller.name)].slice(0, longestSeller)
  return `${[letters.join(''), ...parts.map(clean)].filter(Boolean).join(' ')}.${extension}`
}

/** A file name in ASCII, for programs that read no other. An equals sign could begin an encoded word. */
export const asciiFileName = (name: string): string => name.replace(/[^ -~]|["\\=]/gu, '_')

/** A file name as a header's parameter `filename*` (RFC 8187). */
export const extendedFileName = (name: string): string =>
  `UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}`
