import fc from 'fast-check'
import { create, type Font, type Glyph } from 'fontkit'
import { expect, test } from 'vitest'
import { subsetsOf } from '../../src/pdf/text/subset.ts'
import { typefaces } from '../../src/pdf/text/typefaces.ts'
import { rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { loadFont } from './print.ts'

const ofAnotherKind = 'chinese-regular'
const files = typefaces.map(({ files }) => files.regular).filter((file) => file !== ofAnotherKind)

type Outlined = Glyph & { readonly path: { toSVG(): string } }

const looks = (font: Font, id: number) => {
  const { path, advanceWidth } = font.getGlyph(id) as Outlined
  return { outline: path.toSVG(), advanceWidth }
}

test('a subset of a font has its outlines and widths', async () => {
  let count = 0
  const trials = rounds(20, 300)
  for (const file of files) {
    const bytes = await loadFont(file)
    const font = create(bytes) as Font & { readonly numGlyphs: number }
    const begin = subsetsOf(bytes)!
    const some = fc.uniqueArray(fc.nat(font.numGlyphs - 1), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(some, (glyphs) => {
        const subset = begin()
        const numbers = glyphs.map((id) => subset.includeGlyph(id))
        const written = create(subset.encode())
        for (const [i, id] of glyphs.entries()) expect(looks(written, numbers[i]!), file).toEqual(looks(font, id))
        count += glyphs.length
      }),
      { numRuns: trials, seed },
    )
  }
  tally('Glyphs in subsets of fonts', { subsets: trials * files.length, glyphs: count })
})

test('a font with outlines of another kind is left to the library', async () => {
  expect(subsetsOf(await loadFont(ofAnotherKind))).toBeNull()
})
