import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromOklch, type Hex, parseHex, toOklch } from '../../../src/core/branding/color.ts'
import { contrast, readable } from '../../../src/core/branding/contrast.ts'
import { brandCss } from '../../../src/core/branding/css.ts'
import { brandTokens, partPairs, textPairs } from '../../../src/core/branding/tokens.ts'
import { rounds, seed } from '../../proof/rounds.ts'

const runs = rounds(2_500, 10_000)
const colors = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}` as Hex)

test('no brand colour makes a text or a button unreadable, in light or in dark', () => {
  let lowestText = 21
  let lowestPart = 21
  fc.assert(
    fc.property(colors, colors, (brandColor, accentColor) => {
      for (const theme of Object.values(brandTokens({ brandColor, accentColor }))) {
        for (const [text, surface] of textPairs)
          lowestText = Math.min(lowestText, contrast(theme[text], theme[surface]))
        for (const [part, surface] of partPairs)
          lowestPart = Math.min(lowestPart, contrast(theme[part], theme[surface]))
      }
      return lowestText >= 4.5 && lowestPart >= 3
    }),
    { numRuns: runs, seed },
  )
  const pairs = runs * 2 * (textPairs.length + partPairs.length)
  console.log(
    `${runs} brand colours, ${pairs} pairs: text at least ${lowestText.toFixed(2)}, parts at least ${lowestPart.toFixed(2)}`,
  )
})

test('a colour that can be read already is left alone', () => {
  const white = '#ffffff' as Hex
  expect(readable('#0b5d51' as Hex, [white], 4.5)).toBe('#0b5d51')
})

test('a colour that cannot be read keeps its hue and moves no further than it must', () => {
  const white = '#ffffff' as Hex
  const yellow = '#ffd400' as Hex
  const shade = readable(yellow, [white], 4.5)
  expect(contrast(shade, white)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(shade, white)).toBeLessThan(4.7)
  expect(toOklch(shade).hue).toBeCloseTo(toOklch(yellow).hue, 1)
})

test('the contrast of black on white is 21 to 1, and of a colour on itself 1 to 1', () => {
  expect(contrast('#000000' as Hex, '#ffffff' as Hex)).toBeCloseTo(21, 5)
  expect(contrast('#1d3557' as Hex, '#1d3557' as Hex)).toBe(1)
  expect(contrast('#767676' as Hex, '#ffffff' as Hex)).toBeCloseTo(4.54, 2)
})

test('a colour survives the way to lightness, chroma and hue and back', () => {
  fc.assert(
    fc.property(colors, (color) => fromOklch(toOklch(color)) === color),
    { numRuns: 2_000, seed },
  )
})

test('only six hex digits after a hash are a colour', () => {
  expect(parseHex('#0B5D51')).toBe('#0b5d51')
  for (const text of ['', '#fff', 'red', '#12345g', '#1234567', ' #123456', '#123456;}', 'url(x)', '#123456\n']) {
    expect(parseHex(text)).toBeNull()
  }
})

test('nothing but parsed colours reaches a style sheet', () => {
  const css = brandCss({ brandColor: 'red;}</style><script>', accentColor: '#fff' })
  expect(css).not.toMatch(/script|red/)
  expect(css.replaceAll(/--[a-z-]+:#[0-9a-f]{6}/g, '')).toMatch(
    /^:root\{;*\}@media screen and \(prefers-color-scheme:dark\)\{:root\{;*\}\}$/,
  )
})
