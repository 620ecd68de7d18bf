/** An element of an SVG file. Its own text is kept for style sheets alone. */
export type Tag = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Tag[]
  readonly text: string
}

type OpenTag = { name: string; attributes: Record<string, string>; children: Tag[]; text: string }

const mostTags = 5000
const mostDepth = 40

// A document type is skipped where it declares nothing: no entity is ever expanded, and nothing is fetched.
const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^<>[]*>|<(\/?)([A-Za-z_][\w.:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|([^<]+)/y

const attribute = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** The root of an XML file. Throws where it is not well-formed, larger than a logo is, or declares entities. */
export function parseMarkup(text: string): Tag {
  const root: OpenTag = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let count = 0
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const found = token.exec(text)
    if (!found) throw new Error('The file is not well-formed.')
    const [, data, slash, name, rest = '', words] = found
    const parent = open.at(-1)!
    if (name === undefined) parent.text += data ?? words ?? ''
    else if (slash) {
      if (open.length === 1 || open.pop()!.name !== name) throw new Error('A tag is closed that is not open.')
    } else {
      const tag: OpenTag = { name, attributes: attributesIn(rest), children: [], text: '' }
      parent.children.push(tag)
      if (!rest.endsWith('/')) open.push(tag)
      if (++count > mostTags || open.length > mostDepth) throw new Error('The file has more tags than a logo has.')
    }
  }
  if (open.length > 1 || root.children.length !== 1) throw new Error('The file does not have one root.')
  return root.children[0]!
}

const attributesIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(attribute)].map(([, name, one, other]) => [name, one ?? other]))
