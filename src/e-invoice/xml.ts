declare const xml: unique symbol

/** Well-formed XML; only the functions of this file make it, so that no text gets into a document unescaped. */
export type Xml = string & { readonly [xml]: true }

export type Attributes = Readonly<Record<string, string | null>>

/** What XML 1.0 does not allow, control characters, and the overrides that would reorder the text around them. */
const dropped = /[[\p{Cc}]--[\n\t]]|[\u202a-\u202e\ufffe\uffff]/gv

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it is written: `text` cannot end an element, an attribute or a section, and lone surrogates are replaced. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(dropped, '')
    .replace(/[&<>"]/g, (character) => entities[character]!)

/** Whether anything is left of a text once it is written. */
export const isBlank = (text: string | null): boolean => text === null || escaped(text).trim() === ''

/** An element with text; nothing where there is none. */
export function leaf(name: string, text: string | null, attributes: Attributes = {}): Xml | null {
  return text === null || isBlank(text) ? null : element(name, escaped(text).trim(), attributes)
}

/** An element with elements; nothing where there are none. */
export function branch(name: string, children: readonly (Xml | null)[], attributes: Attributes = {}): Xml | null {
  const content = children.filter((child) => child !== null).join('')
  return content === '' ? null : element(name, content, attributes)
}

/** An element without anything in it. */
export const empty = (name: string): Xml => `<${name}/>` as Xml

/** A document with this root element. */
export const xmlDocument = (root: Xml): Xml => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n` as Xml

function element(name: string, content: string, attributes: Attributes): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(value!)}"`)
  return `<${name}${written.join('')}>${content}</${name}>` as Xml
}
