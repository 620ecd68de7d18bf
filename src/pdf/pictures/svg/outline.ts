import type { Tag } from './markup.ts'
import { lengthOf, numbersIn } from './numbers.ts'
import { type Step, stepsOf } from './path.ts'

/** The outline of each kind of shape, as path data says it. */
const outlines: Readonly<Record<string, (attributes: Tag['attributes']) => Step[]>> = {
  path: ({ d = '' }) => stepsOf(d),
  line: ({ x1, y1, x2, y2 }) => stepsOf(`M${lengthOf(x1)} ${lengthOf(y1)}L${lengthOf(x2)} ${lengthOf(y2)}`),
  polyline: ({ points = '' }) => through(points, ''),
  polygon: ({ points = '' }) => through(points, 'Z'),
  circle: ({ cx, cy, r }) => ellipse(lengthOf(cx), lengthOf(cy), lengthOf(r), lengthOf(r)),
  ellipse: ({ cx, cy, rx, ry }) => ellipse(lengthOf(cx), lengthOf(cy), lengthOf(rx), lengthOf(ry)),
  rect: ({ x, y, width, height, rx, ry }) => {
    const [across, down] = [lengthOf(width), lengthOf(height)]
    return rectangle(lengthOf(x), lengthOf(y), across, down, [
      Math.min(lengthOf(rx ?? ry), across / 2),
      Math.min(lengthOf(ry ?? rx), down / 2),
    ])
  },
}

export const isShape = (name: string): boolean => Object.hasOwn(outlines, name)

export const outlineOf = ({ name, attributes }: Tag): Step[] => outlines[name]!(attributes)

function through(points: string, end: string): Step[] {
  const numbers = numbersIn(points)
  return numbers.length < 4 ? [] : stepsOf(`M${numbers.join(' ')}${end}`)
}

function ellipse(x: number, y: number, rx: number, ry: number): Step[] {
  if (rx <= 0 || ry <= 0) return []
  const half = `a${rx} ${ry} 0 1 1`
  return stepsOf(`M${x - rx} ${y}${half} ${2 * rx} 0${half} ${-2 * rx} 0Z`)
}

function rectangle(x: number, y: number, width: number, height: number, [rx, ry]: [number, number]): Step[] {
  if (width <= 0 || height <= 0) return []
  if (rx <= 0 || ry <= 0) return stepsOf(`M${x} ${y}h${width}v${height}h${-width}Z`)
  const corner = `a${rx} ${ry} 0 0 1`
  const [across, down] = [width - 2 * rx, height - 2 * ry]
  return stepsOf(
    `M${x + rx} ${y}h${across}${corner} ${rx} ${ry}v${down}${corner} ${-rx} ${ry}h${-across}${corner} ${-rx} ${-ry}v${-down}${corner} ${rx} ${-ry}Z`,
  )
}
