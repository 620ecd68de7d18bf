/** Trusted HTML; any other value interpolated into it is escaped. */
export type Html = { readonly html: string }

type Part = Html | string | number | boolean | null | undefined | readonly Part[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The HTML template tag: values are escaped unless they are `Html`; null and false are omitted. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: literals.reduce((text, literal, index) => text + shown(parts[index - 1]) + literal) }
}

function shown(part: Part): string {
  if (part === null || part === undefined || typeof part === 'boolean') return ''
  if (Array.isArray(part)) return part.map(shown).join('')
  if (typeof part === 'object') return (part as Html).html
  return String(part).replaceAll(/[&<>"']/g, (character) => entities[character] as string)
}
