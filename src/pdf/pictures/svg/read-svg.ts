import type { Hex } from '../../../core/branding/color.ts'
import { contrast } from '../../../core/branding/contrast.ts'
import { isProportioned } from '../size.ts'
import { paintOf } from './color.ts'
import { parseMarkup, type Tag } from './markup.ts'
import { identity, type Matrix, matrixOf, times } from './matrix.ts'
import { checked, lengthOf, numbersIn } from './numbers.ts'
import { isShape, outlineOf } from './outline.ts'
import { movedSteps, type Step } from './path.ts'
import { type Properties, propertiesOf, rulesIn } from './style.ts'

/** What is seen of a shape, in the units of the picture. */
type Clip = { readonly outline: readonly Step[]; readonly rule: 'nonzero' | 'evenodd' }

type Paint = { readonly color: Hex; readonly opacity: number }

/** A shape with its paints; its outline and the width of its stroke are in its own units, which `matrix` sets into the picture. */
export type Shape = {
  readonly matrix: Matrix
  readonly outline: readonly Step[]
  /** It is seen where it is within all of them. */
  readonly clips: readonly Clip[]
  readonly fill: (Paint & { readonly rule: 'nonzero' | 'evenodd' }) | null
  readonly stroke:
    | (Paint & {
        readonly width: number
        readonly cap: 'butt' | 'round' | 'square'
        readonly join: 'miter' | 'round' | 'bevel'
        readonly miterLimit: number
      })
    | null
}

/** A picture of shapes, of which only what is within `box` is seen. */
export type Vector = {
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  readonly shapes: readonly Shape[]
}

const mostBytes = 300_000
const mostSteps = 20_000
/** In its own units; less would be enlarged past what PDF has numbers for. */
const leastWidth = 0.01

/**
 * The shapes of an SVG file; null where it has something else that is drawn, or is not whole. Nothing in it is run, and nothing
 * that it names is fetched. Never throws.
 */
export function readSvg(bytes: Uint8Array): Vector | null {
  if (bytes.length > mostBytes) return null
  try {
    return vectorOf(parseMarkup(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return null
  }
}

function vectorOf(root: Tag): Vector | null {
  if (root.name !== 'svg') return null
  const { viewBox, width, height } = root.attributes
  const [left = 0, top = 0, across = 0, down = 0] = viewBox
    ? numbersIn(viewBox)
    : [0, 0, lengthOf(width), lengthOf(height)]
  const rules = rulesIn(root)
  const shapes: Shape[] = []
  let steps = 0
  const clipPaths = new Map(tagsOf(root, 'clipPath').map((tag) => [tag.attributes.id, tag]))
  const count = (outline: readonly Step[]) => {
    steps += outline.length
    if (steps > mostSteps) throw new Error('The picture has more lines than a logo has.')
  }
  const clipsOf = (reference: string | undefined, matrix: Matrix): Clip[] => {
    if (reference === undefined || reference === 'none') return []
    const clipPath = clipPaths.get(/^url\(["']?#([^"')]+)["']?\)$/.exec(reference)?.[1])
    const [tag, ...others] = clipPath?.children ?? []
    const isPlain = Object.keys(clipPath?.attributes ?? {}).every((name) => name === 'id')
    if (!tag || others.length > 0 || !isPlain || !isShape(tag.name)) throw new Error('The clip is not one shape.')
    const { transform = '', 'clip-path': inner, 'clip-rule': rule = 'nonzero' } = propertiesOf(tag, rules, {})
    if (inner !== undefined || (rule !== 'nonzero' && rule !== 'evenodd')) throw new Error('The clip is not known.')
    const outline = movedSteps(outlineOf(tag), times(matrix, matrixOf(transform)))
    if (outline.length === 0) throw new Error('The clip leaves nothing.')
    count(outline)
    return [{ outline, rule }]
  }
  const read = (tag: Tag, around: Properties, matrix: Matrix, seen: readonly Clip[]) => {
    if (isUnseen(tag.name)) return
    const properties = propertiesOf(tag, rules, around)
    if (properties.display === 'none') return
    const own = times(matrix, matrixOf(properties.transform ?? '')).map(checked) as unknown as Matrix
    const clips = [...seen, ...clipsOf(properties['clip-path'], own)]
    if (tag.name === 'g' || tag === root) {
      if (Number(properties.opacity ?? 1) !== 1) throw new Error('A group is not opaque.')
      for (const child of tag.children) read(child, properties, own, clips)
    } else {
      if (!isShape(tag.name)) throw new Error('The picture has an element that is not drawn.')
      const shape = { ...shapeOf(tag, properties, own), clips }
      count(shape.outline)
      if (shape.outline.length > 0 && (shape.fill || shape.stroke)) shapes.push(shape)
    }
  }
  read(root, {}, identity, [])
  if (!isProportioned(across, down) || across < leastWidth || !shapes.some(isSeen)) return null
  return { box: { left, top, width: across, height: down }, shapes }
}

const tagsOf = (tag: Tag, name: string): Tag[] =>
  tag.children.flatMap((child) => [...(child.name === name ? [child] : []), ...tagsOf(child, name)])

const paper = '#ffffff' as Hex

/** A logo for a dark ground would be white on white. */
const isSeen = ({ fill, stroke }: Shape): boolean =>
  [fill, stroke].some((paint) => paint && contrast(paint.color, paper) > 1.1)

/** Definitions, which are seen only where they are used, and what drawing programs keep for themselves. */
const unseen = new Set(
  'defs style title desc metadata clipPath mask filter linearGradient radialGradient pattern marker symbol'.split(' '),
)
const isUnseen = (name: string): boolean => unseen.has(name) || name.includes(':')

function shapeOf(tag: Tag, properties: Properties, matrix: Matrix): Omit<Shape, 'clips'> {
  const of = (key: string, otherwise: string) => properties[key] ?? otherwise
  const choice = <Name extends string>(key: string, names: readonly [Name, ...Name[]]): Name => {
    const name = names.find((one) => one === of(key, names[0]))
    if (!name) throw new Error('The style has a value that is not known.')
    return name
  }
  const paint = (key: 'fill' | 'stroke', otherwise: string): Paint | null => {
    const color = paintOf(of(key, otherwise))
    const opacity = ratioOf(of('opacity', '1')) * ratioOf(of(`${key}-opacity`, '1'))
    return color && choice('visibility', ['visible', 'hidden', 'collapse']) === 'visible' && opacity > 0
      ? { color, opacity }
      : null
  }
  const fill = tag.name === 'line' ? null : paint('fill', 'black')
  const width = lengthOf(of('stroke-width', '1'))
  const stroke = width > 0 ? paint('stroke', 'none') : null
  if (stroke && of('stroke-dasharray', 'none') !== 'none') throw new Error('The stroke is dashed.')
  return {
    matrix,
    outline: outlineOf(tag),
    fill: fill && { ...fill, rule: choice('fill-rule', ['nonzero', 'evenodd']) },
    stroke: stroke && {
      ...stroke,
      width,
      cap: choice('stroke-linecap', ['butt', 'round', 'square']),
      join: choice('stroke-linejoin', ['miter', 'round', 'bevel']),
      miterLimit: Math.max(1, lengthOf(of('stroke-miterlimit', '4'))),
    },
  }
}

/** An opacity, from 0 to 1. */
function ratioOf(text: string): number {
  const ratio = Number(text)
  if (Number.isNaN(ratio)) throw new Error('The opacity is not known.')
  return Math.min(1, Math.max(0, ratio))
}
