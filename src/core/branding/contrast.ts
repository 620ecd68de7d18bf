import { fromOklch, type Hex, linearOf, toOklch } from './color.ts'

/** What WCAG 2.2 asks for: 4.5 to 1 for text (1.4.3), 3 to 1 for the parts of a control (1.4.11). */
export const minimumContrast = { text: 4.5, part: 3 } as const

const luminance = (color: Hex): number => {
  const [r, g, b] = linearOf(color)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(one: Hex, other: Hex): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const step = 0.005

/** The nearest shade of a colour with the minimum contrast on every surface; black or white if no shade has it. */
export function readable(color: Hex, surfaces: readonly Hex[], minimum: number): Hex {
  const passes = (shade: Hex) => surfaces.every((surface) => contrast(shade, surface) >= minimum)
  if (passes(color)) return color
  const { lightness, ...rest } = toOklch(color)
  for (let away = step; away <= 1; away += step) {
    for (const moved of [lightness - away, lightness + away]) {
      if (moved < 0 || moved > 1) continue
      const shade = fromOklch({ ...rest, lightness: moved })
      if (passes(shade)) return shade
    }
  }
  return textOn(surfaces[0]!)
}

const white = '#ffffff' as Hex
const ink = '#000000' as Hex

/** White if it is readable on the surface, else black; one of them always reaches 4.5 to 1. */
export const textOn = (surface: Hex): Hex => (contrast(white, surface) >= minimumContrast.text ? white : ink)
