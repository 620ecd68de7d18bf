export type Tag = { readonly name: string; readonly attributes: ReadonlyMap<string, string> }

/** The tags that a browser would see in our markup, whose attributes are always in double quotes. */
export function tagsOf(html: string): Tag[] {
  return [...withoutStyles(html).matchAll(/<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>/"]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name, rest]) => ({
      name: name!,
      attributes: new Map(
        [...rest!.matchAll(/([^\s=>/"]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key!, value]),
      ),
    }),
  )
}

/** The markup without the text of its style sheet, whose `<` is no tag. */
export const withoutStyles = (html: string): string => html.replace(/(<style[^>]*>).*?(<\/style>)/gs, '$1$2')

/** The visible text: no head, no tags, entities resolved, invisible marks removed, every blank a plain one. */
export const read = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[a-zA-Z/!](?:"[^"]*"|[^">])*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/[\u2066-\u2069\u200e\u200f\u061c]/g, '')
    .replace(/\s+/g, ' ')
