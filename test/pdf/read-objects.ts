import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect } from 'vitest'

/** The file's objects as they are written, streams included. */
export const objectsIn = (bytes: Uint8Array): string[] =>
  [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\d+ 0 obj\n([\s\S]*?)\nendobj/g),
  ].map(([, body = '']) => body)

export const withType = (objects: readonly string[], type: string) =>
  objects.filter((body) => new RegExp(`/Type /${type}\\b`).test(body))

/** The metadata as XML, which has to be well-formed. */
export function xmpIn(bytes: Uint8Array) {
  const stream = objectsIn(bytes).find((body) => body.includes('/Subtype /XML'))!
  const xml = Buffer.from(stream.slice(stream.indexOf('stream\n') + 7, stream.lastIndexOf('\nendstream')), 'latin1')
    .toString('utf8')
    .trim()
  expect(XMLValidator.validate(xml.replace(/<\?xpacket[^>]*\?>/g, '').trim())).toBe(true)
  const parsed = new XMLParser({ ignoreAttributes: false, htmlEntities: true, parseTagValue: false }).parse(xml)
  const descriptions = [parsed['x:xmpmeta']['rdf:RDF']['rdf:Description']].flat() as Record<string, never>[]
  return Object.assign({}, ...descriptions)
}
