import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, beside, following, gap, together, unbroken } from '../../src/pdf/block.ts'
import { flowOver } from '../../src/pdf/flow.ts'
import { margins, type Sheet } from '../../src/pdf/sheet.ts'
import { rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'

const room = 100
const headHeight = 10
const pageHeight = margins.top + room + margins.bottom

type Drawn = { readonly name: string; readonly page: number; readonly top: number; readonly height: number }

/** Blocks that note where they are drawn instead. */
function noting() {
  const drawn: Drawn[] = []
  let page = 0
  const sheet = { pageHeight, addPage: () => page++ } as unknown as Sheet
  const note = (name: string, height: number) => (top: number) => void drawn.push({ name, page, top, height })
  const lines = (name: string, from: number, to: number): Block => ({
    height: to - from,
    draw: note(name, to - from),
    split(height) {
      const at = from + Math.floor(height)
      return at > from && at < to ? [lines(name, from, at), lines(name, at, to)] : null
    },
  })
  const head = () => unbroken(headHeight, note('head', headHeight))
  return { drawn, sheet, head, lines, picture: (name: string, height: number) => unbroken(height, note(name, height)) }
}

type Part = { readonly isText: boolean; readonly height: number; readonly ending: number }

const parts = fc.array(
  fc.record({
    isText: fc.boolean(),
    height: fc.integer({ min: 1, max: 280 }),
    /** The height of a block that is never without an end of this one. */
    ending: fc.integer({ min: 0, max: 40 }),
  }),
  { minLength: 1, maxLength: 12 },
)

function flowOf(all: readonly Part[]) {
  const noted = noting()
  const flow = flowOver(noted.sheet, noted.head)
  all.forEach(({ isText, height, ending }, i) => {
    const block = isText
      ? together([beside([noted.lines(`${i}`, 0, height), noted.picture(`${i} beside`, 5)]), gap(2)])
      : noted.picture(`${i}`, Math.min(height, room - headHeight))
    flow.add(
      ending > 0 && isText ? following(noted.lines(`${i}`, 0, height), noted.picture(`${i} ending`, ending)) : block,
    )
  })
  return noted.drawn
}

test('blocks stay on their pages, in order, whole where a page can hold them, and whole in all their parts where not', () => {
  let count = 0
  const trials = rounds(500, 20_000)
  fc.assert(
    fc.property(parts, (all) => {
      const drawn = flowOf(all)
      count += drawn.length
      for (const { name, top, height } of drawn) {
        expect(top, name).toBeGreaterThanOrEqual(margins.top)
        expect(top + height, name).toBeLessThanOrEqual(margins.top + room)
      }
      const places = drawn.map(({ page, top }) => page * pageHeight + top)
      expect(places).toEqual([...places].sort((one, other) => one - other))
      all.forEach(({ isText, height, ending }, i) => {
        const pieces = drawn.filter(({ name }) => name === `${i}`)
        const whole = isText ? height : Math.min(height, room - headHeight)
        expect(pieces.reduce((sum, piece) => sum + piece.height, 0)).toBe(whole)
        const end = drawn.find(({ name }) => name === `${i} ending`)
        if (end) expect(pieces.at(-1)!.page).toBe(end.page)
        const needed = whole + (isText ? (ending > 0 ? ending : 2) : 0)
        if (needed <= room - headHeight) expect(pieces).toHaveLength(1)
      })
    }),
    { numRuns: trials, seed },
  )
  tally('Random blocks over pages', { flows: trials, pieces: count })
})

test('each page but the first begins with the head', () => {
  const drawn = flowOf([{ isText: true, height: 280, ending: 0 }])
  const pages = Map.groupBy(drawn, ({ page }) => page)
  expect([...pages.values()].map(([first]) => first!.name)).toEqual(['0', 'head', 'head', 'head'])
})

test('what can neither fit nor be split is drawn once on a page of its own', () => {
  const { drawn, sheet, head, picture } = noting()
  const flow = flowOver(sheet, head)
  flow.add(picture('small', 10))
  flow.add(picture('large', 500))
  expect(drawn.map(({ name, page }) => `${name} ${page}`)).toEqual(['small 1', 'head 2', 'large 2'])
})
