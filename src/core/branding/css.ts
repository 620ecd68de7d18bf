import type { Branding } from '../accounts/account.ts'
import { brandTokens, type Tokens } from './tokens.ts'

/** A merchant's colours as custom properties. Paper is light whatever the screen is. */
export function brandCss(branding: Pick<Branding, 'brandColor' | 'accentColor'> | null): string {
  const { light, dark } = brandTokens(branding)
  return `:root{${properties(light)}}@media screen and (prefers-color-scheme:dark){:root{${properties(dark)}}}`
}

const properties = (tokens: Tokens): string =>
  Object.entries(tokens)
    .map(([name, color]) => `--${name}:${color}`)
    .join(';')
