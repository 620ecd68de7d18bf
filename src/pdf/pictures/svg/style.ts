import type { Tag } from './markup.ts'

/** Properties by name, as text. */
export type Properties = Readonly<Record<string, string>>

/** A rule of a style sheet: what one simple selector gives. */
type Rule = { readonly selector: string; readonly properties: Properties }

/** What a shape has from the elements around it. */
const inherited = [
  'fill',
  'fill-rule',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-miterlimit',
  'stroke-dasharray',
  'visibility',
]
const own = ['opacity', 'display', 'transform', 'clip-path', 'clip-rule']

/** What would change the picture and is not drawn: a logo that has it is not printed at all. */
const undrawn = [
  'mask',
  'filter',
  'marker',
  'marker-start',
  'marker-mid',
  'marker-end',
  'mix-blend-mode',
  'animation',
  'animation-name',
  'transform-origin',
]

const mostRules = 500

const block = /\s*([^{}]+)\{([^{}]*)\}\s*/y
const simple = /^[.#]?[A-Za-z_][\w-]*$/

/** The rules of the style sheets in a file. Throws for selectors that are not an element, a class or an id, and for all with an `@`. */
export function rulesIn(tag: Tag): Rule[] {
  if (tag.name === 'style') return rulesOf(tag.text)
  return tag.children.flatMap(rulesIn)
}

function rulesOf(sheet: string): Rule[] {
  const text = sheet.replace(/\/\*[\s\S]*?\*\//g, '').trim()
  const rules: Rule[] = []
  block.lastIndex = 0
  while (block.lastIndex < text.length) {
    const [, selectors = '', declarations = ''] = block.exec(text) ?? []
    for (const selector of selectors.split(',').map((one) => one.trim())) {
      if (!simple.test(selector)) throw new Error('The style sheet has a rule that is not known.')
      rules.push({ selector, properties: declared(declarations) })
    }
    if (rules.length > mostRules) throw new Error('The style sheet has more rules than a logo has.')
  }
  return rules
}

function declared(text: string): Properties {
  const pairs = text.split(';').filter((one) => one.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf(':')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}

const strengthOf = ({ selector }: Rule): number => ['.', '#'].indexOf(selector[0]!)

/** The properties of an element within its parent's: from its attributes, the style sheets, and its own `style`, in this order. */
export function propertiesOf({ name, attributes }: Tag, rules: readonly Rule[], parent: Properties): Properties {
  const classes = (attributes.class ?? '').split(/\s+/).map((one) => `.${one}`)
  const names = new Set([name, ...classes, `#${attributes.id ?? ''}`])
  const matching = rules.filter(({ selector }) => names.has(selector)).sort((a, b) => strengthOf(a) - strengthOf(b))
  const properties: Properties = Object.assign(
    {},
    Object.fromEntries(inherited.flatMap((key) => (key in parent ? [[key, parent[key]!]] : []))),
    Object.fromEntries(
      [...inherited, ...own, ...undrawn].flatMap((key) => (key in attributes ? [[key, attributes[key]!]] : [])),
    ),
    ...matching.map(({ properties }) => properties),
    declared(attributes.style ?? ''),
  )
  for (const key of undrawn)
    if (!['none', undefined].includes(properties[key])) throw new Error('The style has a property that is not drawn.')
  if (Object.values(properties).some((value) => value.includes('!'))) throw new Error('The style has an exception.')
  return properties
}
