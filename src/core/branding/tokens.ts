import type { Branding } from '../accounts/account.ts'
import { fromOklch, type Hex, type Oklch, parseHex, toOklch } from './color.ts'
import { contrast, minimumContrast, readable, textOn } from './contrast.ts'

export const tokenNames = [
  'ground',
  'sheet',
  'slip',
  'ink',
  'ink-soft',
  'line',
  'field',
  'brand',
  'on-brand',
  'brand-pressed',
  'brand-ink',
  'accent',
  'good',
  'good-tint',
  'wait',
  'wait-tint',
  'bad',
  'bad-tint',
] as const

type TokenName = (typeof tokenNames)[number]
export type Tokens = Readonly<Record<TokenName, Hex>>

/**
 * Text and the surface behind it. Add the pair of each new combination here; a test requires a contrast of 4.5 to 1.
 */
export const textPairs: readonly (readonly [text: TokenName, surface: TokenName])[] = [
  ['ink', 'ground'],
  ['ink', 'sheet'],
  ['ink', 'slip'],
  ['ink-soft', 'ground'],
  ['ink-soft', 'sheet'],
  ['ink-soft', 'slip'],
  ['brand-ink', 'ground'],
  ['brand-ink', 'sheet'],
  ['brand-ink', 'slip'],
  ['on-brand', 'brand'],
  ['on-brand', 'brand-pressed'],
  ['ink', 'good-tint'],
  ['ink', 'wait-tint'],
  ['ink', 'bad-tint'],
  ['good', 'good-tint'],
  ['wait', 'wait-tint'],
  ['bad', 'bad-tint'],
  ['good', 'slip'],
  ['good', 'sheet'],
  ['wait', 'slip'],
  ['wait', 'sheet'],
  ['bad', 'slip'],
  ['bad', 'sheet'],
]

/** Parts of controls and the surface behind them; a test requires a contrast of 3 to 1. */
export const partPairs: readonly (readonly [part: TokenName, surface: TokenName])[] = [
  ['field', 'slip'],
  ['field', 'sheet'],
  ['brand', 'slip'],
  ['brand', 'sheet'],
  ['brand', 'ground'],
  ['accent', 'slip'],
  ['accent', 'sheet'],
  ['accent', 'ground'],
]

type Theme = {
  /** Surfaces take the brand's hue at these lightnesses, with hardly any of its chroma. */
  readonly surfaces: Readonly<Record<'ground' | 'sheet' | 'slip', number>>
  readonly inks: Readonly<Record<'ink' | 'ink-soft' | 'line' | 'field', number>>
  readonly states: Readonly<Record<'good' | 'wait' | 'bad', { readonly text: Oklch; readonly tint: Oklch }>>
  /** How much lighter or darker a pressed button is. */
  readonly pressedBy: number
}

const surfaceChroma = 0.006
const inkChroma = 0.012

const shade = (lightness: number, chroma: number, degrees: number): Oklch => ({
  lightness,
  chroma,
  hue: (degrees * Math.PI) / 180,
})

const themes: Readonly<Record<'light' | 'dark', Theme>> = {
  light: {
    surfaces: { ground: 0.945, sheet: 1, slip: 0.985 },
    inks: { ink: 0.23, 'ink-soft': 0.48, line: 0.89, field: 0.6 },
    states: {
      good: { text: shade(0.46, 0.11, 155), tint: shade(0.955, 0.035, 155) },
      wait: { text: shade(0.46, 0.09, 75), tint: shade(0.955, 0.045, 85) },
      bad: { text: shade(0.48, 0.17, 28), tint: shade(0.95, 0.025, 25) },
    },
    pressedBy: -0.06,
  },
  dark: {
    surfaces: { ground: 0.17, sheet: 0.225, slip: 0.25 },
    inks: { ink: 0.95, 'ink-soft': 0.75, line: 0.35, field: 0.6 },
    states: {
      good: { text: shade(0.83, 0.13, 155), tint: shade(0.3, 0.045, 155) },
      wait: { text: shade(0.85, 0.11, 85), tint: shade(0.31, 0.045, 80) },
      bad: { text: shade(0.8, 0.11, 25), tint: shade(0.31, 0.06, 25) },
    },
    pressedBy: 0.06,
  },
}

/** For pages without a merchant, and for colours that do not parse. */
const plainBrand = '#24324a' as Hex

type Scheme = { readonly light: Tokens; readonly dark: Tokens }

// Finding readable shades takes longer than the rest of a page, and a merchant's colours rarely change.
const cache = new Map<string, Scheme>()
const maxCached = 500

/** All colours of a merchant's pages, in both themes, with sufficient contrast whatever the brand colour. */
export function brandTokens(branding: Pick<Branding, 'brandColor' | 'accentColor'> | null): Scheme {
  const brand = parseHex(branding?.brandColor ?? '') ?? plainBrand
  const accent = parseHex(branding?.accentColor ?? '') ?? brand
  const key = `${brand} ${accent}`
  const known = cache.get(key)
  if (known) return known
  const scheme = { light: tokensOf(themes.light, brand, accent), dark: tokensOf(themes.dark, brand, accent) }
  if (cache.size >= maxCached) cache.clear()
  cache.set(key, scheme)
  return scheme
}

function tokensOf({ surfaces, inks, states, pressedBy }: Theme, brandColor: Hex, accentColor: Hex): Tokens {
  const { hue, chroma } = toOklch(brandColor)
  const tinted = (lightness: number, mostChroma: number) =>
    fromOklch({ lightness, chroma: Math.min(chroma, mostChroma), hue })
  const ground = tinted(surfaces.ground, surfaceChroma)
  const sheet = tinted(surfaces.sheet, surfaceChroma)
  const slip = tinted(surfaces.slip, surfaceChroma)
  const all = [sheet, slip, ground]
  const brand = readable(brandColor, all, minimumContrast.part)
  const onBrand = textOn(brand)
  return {
    ground,
    sheet,
    slip,
    ink: tinted(inks.ink, inkChroma),
    'ink-soft': readable(tinted(inks['ink-soft'], inkChroma), all, minimumContrast.text),
    line: tinted(inks.line, inkChroma),
    field: readable(tinted(inks.field, inkChroma), all, minimumContrast.part),
    brand,
    'on-brand': onBrand,
    'brand-pressed': pressed(brand, onBrand, pressedBy),
    'brand-ink': readable(brandColor, all, minimumContrast.text),
    accent: readable(accentColor, all, minimumContrast.part),
    ...stateTokens('good', states.good, all),
    ...stateTokens('wait', states.wait, all),
    ...stateTokens('bad', states.bad, all),
  }
}

/** The brand colour of a pressed button, if its label stays readable on it; otherwise the brand colour. */
function pressed(brand: Hex, label: Hex, by: number): Hex {
  const { lightness, ...rest } = toOklch(brand)
  const towards = [by, -by].map((move) => fromOklch({ ...rest, lightness: Math.min(1, Math.max(0, lightness + move)) }))
  return towards.find((moved) => contrast(label, moved) >= minimumContrast.text) ?? brand
}

function stateTokens<Name extends 'good' | 'wait' | 'bad'>(
  name: Name,
  { text, tint }: { text: Oklch; tint: Oklch },
  surfaces: readonly Hex[],
) {
  const tintColor = fromOklch(tint)
  return {
    [name]: readable(fromOklch(text), [tintColor, ...surfaces], minimumContrast.text),
    [`${name}-tint`]: tintColor,
  } as Record<Name | `${Name}-tint`, Hex>
}
