declare const hex: unique symbol

/** A colour as `#rrggbb` in lower case; the only form that ever reaches a style sheet. */
export type Hex = string & { readonly [hex]: true }

/**
 * OKLCH: lightness 0 to 1, chroma 0 to about 0.4, hue in radians; perceptually uniform
 * (bottosson.github.io/posts/oklab).
 */
export type Oklch = { readonly lightness: number; readonly chroma: number; readonly hue: number }

type Triple = readonly [number, number, number]

/** Parses a colour from input; null for anything but `#` and six hex digits. */
export const parseHex = (text: string): Hex | null =>
  /^#[0-9a-fA-F]{6}$/.test(text) ? (text.toLowerCase() as Hex) : null

/** Linear red, green and blue, 0 to 1 each (IEC 61966-2-1). */
export function linearOf(color: Hex): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

export function toOklch(color: Hex): Oklch {
  const [r, g, b] = linearOf(color)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const across = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const along = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(across, along),
    hue: Math.atan2(along, across),
  }
}

/** The nearest colour in the sRGB gamut: lightness and hue stay, chroma is reduced. */
export function fromOklch({ lightness, chroma, hue }: Oklch): Hex {
  let least = 0
  let most = chroma
  if (isShown(lightOf({ lightness, chroma, hue }))) least = chroma
  else {
    for (let step = 0; step < 16; step++) {
      const middle = (least + most) / 2
      if (isShown(lightOf({ lightness, chroma: middle, hue }))) least = middle
      else most = middle
    }
  }
  const digits = lightOf({ lightness, chroma: least, hue }).map((light) => {
    const clamped = Math.min(1, Math.max(0, light))
    const value = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${digits.join('')}` as Hex
}

function lightOf({ lightness, chroma, hue }: Oklch): Triple {
  const across = chroma * Math.cos(hue)
  const along = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * across + 0.2158037573 * along) ** 3
  const m = (lightness - 0.1055613458 * across - 0.0638541728 * along) ** 3
  const s = (lightness - 0.0894841775 * across - 1.291485548 * along) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

const isShown = (light: Triple): boolean => light.every((part) => part >= -0.0001 && part <= 1.0001)
