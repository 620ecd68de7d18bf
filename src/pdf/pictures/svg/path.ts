import { type Matrix, moved, type Point } from './matrix.ts'
import { checked, numberReader } from './numbers.ts'

/** A step of an outline, with absolute points: a curve is a cubic Bézier. */
export type Step =
  | { readonly kind: 'move' | 'line'; readonly to: Point }
  | { readonly kind: 'curve'; readonly by: readonly [Point, Point]; readonly to: Point }
  | { readonly kind: 'close' }

/** An outline as a matrix sets it into the picture. */
export const movedSteps = (steps: readonly Step[], matrix: Matrix): Step[] =>
  steps.map((step) => {
    if (step.kind === 'close') return step
    const to = moved(matrix, step.to)
    return step.kind === 'curve'
      ? { ...step, by: [moved(matrix, step.by[0]), moved(matrix, step.by[1])], to }
      : { ...step, to }
  })

type Control = { readonly kind: 'C' | 'Q'; readonly at: Point }

/** The outline of path data (SVG 2, 9.3). Throws where it is not as the grammar says. */
export function stepsOf(data: string): Step[] {
  const reader = numberReader(data)
  const steps: Step[] = []
  let [here, start]: Point[] = [
    [0, 0],
    [0, 0],
  ]
  /** The control point that a smooth curve continues, and of which kind. */
  let control: Control | null = null
  let command = ''
  const x = (relative: boolean) => checked(reader.number() + (relative ? here![0] : 0))
  const y = (relative: boolean) => checked(reader.number() + (relative ? here![1] : 0))
  const point = (relative: boolean): Point => [x(relative), y(relative)]
  const lineTo = (to: Point) => {
    steps.push({ kind: 'line', to })
    here = to
  }
  const curveTo = (one: Point, other: Point, to: Point) => {
    steps.push({ kind: 'curve', by: [one, other], to })
    here = to
  }
  const mirrored = (kind: 'C' | 'Q'): Point =>
    control?.kind === kind ? [2 * here![0] - control.at[0], 2 * here![1] - control.at[1]] : here!
  const quadratic = (by: Point, to: Point) => {
    curveTo(between(here!, by), between(to, by), to)
    control = { kind: 'Q', at: by }
  }

  for (let next = reader.peek(); next !== null; next = reader.peek()) {
    if (/[A-Za-z]/.test(next)) {
      command = next
      reader.skip()
    } else if (command === '' || /[Zz]/.test(command)) throw new Error('The path has a number in the wrong place.')
    if (steps.length === 0 && !/[Mm]/.test(command)) throw new Error('The path does not start with a move.')
    const kind = command.toUpperCase()
    const relative = command !== kind
    const before: Control | null = control
    control = null
    if (kind === 'M') {
      start = point(relative)
      here = start
      steps.push({ kind: 'move', to: start })
      // What follows a move without a letter are lines.
      command = relative ? 'l' : 'L'
    } else if (kind === 'Z') {
      steps.push({ kind: 'close' })
      here = start
    } else if (kind === 'L') lineTo(point(relative))
    else if (kind === 'H') lineTo([x(relative), here![1]])
    else if (kind === 'V') lineTo([here![0], y(relative)])
    else if (kind === 'C' || kind === 'S') {
      control = before
      const one = kind === 'C' ? point(relative) : mirrored('C')
      const other = point(relative)
      curveTo(one, other, point(relative))
      control = { kind: 'C', at: other }
    } else if (kind === 'Q') {
      const by = point(relative)
      quadratic(by, point(relative))
    } else if (kind === 'T') {
      control = before
      const by = mirrored('Q')
      quadratic(by, point(relative))
    } else if (kind === 'A') {
      const radii: Point = [Math.abs(reader.number()), Math.abs(reader.number())]
      const [turn, isLarge, isClockwise] = [reader.number(), reader.flag() === 1, reader.flag() === 1]
      const to = point(relative)
      if (radii[0] === 0 || radii[1] === 0) lineTo(to)
      else for (const { by, to: end } of arc(here!, to, radii, turn, isLarge, isClockwise)) curveTo(...by, end)
    } else throw new Error('The path has a command that is not known.')
  }
  return steps
}

/** Two thirds of the way to the control point of a quadratic curve, where a cubic has its own. */
const between = (from: Point, by: Point): Point => [
  from[0] + ((by[0] - from[0]) * 2) / 3,
  from[1] + ((by[1] - from[1]) * 2) / 3,
]

/** An elliptical arc as curves of at most a quarter turn (SVG 2, B.2.4); none where it ends where it starts. */
function arc(
  [x1, y1]: Point,
  [x2, y2]: Point,
  radii: Point,
  degrees: number,
  isLarge: boolean,
  isClockwise: boolean,
): { by: readonly [Point, Point]; to: Point }[] {
  if (x1 === x2 && y1 === y2) return []
  const turn = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const [dx, dy] = [(x1 - x2) / 2, (y1 - y2) / 2]
  const [px, py] = [cos * dx + sin * dy, cos * dy - sin * dx]
  // Radii that do not reach are made as large as they need to be.
  const short = Math.max(1, Math.hypot(px / radii[0], py / radii[1]))
  const [rx, ry] = [radii[0] * short, radii[1] * short]
  const distance = (px / rx) ** 2 + (py / ry) ** 2
  const away = Math.sqrt(Math.max(0, 1 / distance - 1)) * (isLarge === isClockwise ? -1 : 1)
  const [cx, cy] = [(away * rx * py) / ry, (-away * ry * px) / rx]
  const [centerX, centerY] = [cos * cx - sin * cy + (x1 + x2) / 2, sin * cx + cos * cy + (y1 + y2) / 2]
  const first = Math.atan2((py - cy) / ry, (px - cx) / rx)
  const swept = Math.atan2((-py - cy) / ry, (-px - cx) / rx) - first
  const sweep = isClockwise ? (swept < 0 ? swept + 2 * Math.PI : swept) : swept > 0 ? swept - 2 * Math.PI : swept
  const parts = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-6))
  const step = sweep / parts
  const pull = (4 / 3) * Math.tan(step / 4)
  const on = (x: number, y: number): Point => [
    checked(centerX + cos * rx * x - sin * ry * y),
    checked(centerY + sin * rx * x + cos * ry * y),
  ]
  return Array.from({ length: parts }, (_, i) => {
    const [from, to] = [first + i * step, first + (i + 1) * step]
    return {
      by: [
        on(Math.cos(from) - pull * Math.sin(from), Math.sin(from) + pull * Math.cos(from)),
        on(Math.cos(to) + pull * Math.sin(to), Math.sin(to) - pull * Math.cos(to)),
      ],
      to: i === parts - 1 ? [x2, y2] : on(Math.cos(to), Math.sin(to)),
    }
  })
}
