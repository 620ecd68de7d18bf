import { numbersIn } from './numbers.ts'

export type Point = readonly [x: number, y: number]

/** x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** The second is applied first. */
export const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

export const moved = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [a * x + c * y + e, b * x + d * y + f]

const radians = (degrees: number): number => (degrees * Math.PI) / 180

const rotation = (degrees: number): Matrix => {
  const [cos, sin] = [Math.cos(radians(degrees)), Math.sin(radians(degrees))]
  return [cos, sin, -sin, cos, 0, 0]
}

const functions: Readonly<Record<string, (...numbers: number[]) => Matrix>> = {
  matrix: (a = 1, b = 0, c = 0, d = 1, e = 0, f = 0) => [a, b, c, d, e, f],
  translate: (x = 0, y = 0) => [1, 0, 0, 1, x, y],
  scale: (x = 1, y = x) => [x, 0, 0, y, 0, 0],
  rotate: (degrees = 0, x = 0, y = 0) => times(times([1, 0, 0, 1, x, y], rotation(degrees)), [1, 0, 0, 1, -x, -y]),
  skewX: (degrees = 0) => [1, 0, Math.tan(radians(degrees)), 1, 0, 0],
  skewY: (degrees = 0) => [1, Math.tan(radians(degrees)), 0, 1, 0, 0],
}

const call = /\s*([A-Za-z]+)\s*\(([^()]*)\)[\s,]*/y

/** The matrix of a `transform` attribute. Throws where it is none. */
export function matrixOf(transform: string): Matrix {
  let matrix = identity
  call.lastIndex = 0
  while (call.lastIndex < transform.length) {
    const [, name = '', values = ''] = call.exec(transform) ?? []
    if (!Object.hasOwn(functions, name)) throw new Error('The transform is not known.')
    matrix = times(matrix, functions[name]!(...numbersIn(values)))
  }
  return matrix
}
