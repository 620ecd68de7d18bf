import { type Hex, parseHex } from '../../../core/branding/color.ts'

/** The colours that CSS has always named, and the ones that drawing programs write by name. */
const named: Readonly<Record<string, string>> = {
  black: '#000000',
  silver: '#c0c0c0',
  gray: '#808080',
  grey: '#808080',
  white: '#ffffff',
  maroon: '#800000',
  red: '#ff0000',
  purple: '#800080',
  fuchsia: '#ff00ff',
  magenta: '#ff00ff',
  green: '#008000',
  lime: '#00ff00',
  olive: '#808000',
  yellow: '#ffff00',
  navy: '#000080',
  blue: '#0000ff',
  teal: '#008080',
  aqua: '#00ffff',
  cyan: '#00ffff',
  orange: '#ffa500',
  gold: '#ffd700',
  pink: '#ffc0cb',
  brown: '#a52a2a',
  currentcolor: '#000000',
}

const digits = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/
const rgb = /^rgb\(\s*(\d{1,3})\s*[\s,]\s*(\d{1,3})\s*[\s,]\s*(\d{1,3})\s*\)$/

/** The colour of a fill or a stroke; null for none. Throws for gradients, patterns, and colours that are not known. */
export function paintOf(text: string): Hex | null {
  const paint = text.trim().toLowerCase()
  if (paint === 'none' || paint === 'transparent') return null
  const [, ...short] = digits.exec(paint) ?? []
  const [, ...parts] = rgb.exec(paint) ?? []
  const long = parts.map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0'))
  const written = short.length > 0 ? short.map((digit) => digit + digit) : long
  const color = parseHex(written.length > 0 ? `#${written.join('')}` : (named[paint] ?? paint))
  if (color === null) throw new Error('The colour is not known.')
  return color
}
