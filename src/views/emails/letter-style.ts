import type { Hex } from '../../core/branding/color.ts'
import type { Tokens } from '../../core/branding/tokens.ts'

export const fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

export type Style = Readonly<Record<string, string>>

/** A table for layout only. Old mail programs know only the older property for breaking long words. */
export const plainTable = {
  border: '0',
  'border-collapse': 'collapse',
  'overflow-wrap': 'anywhere',
  'word-break': 'break-word',
}

/** A table of one column that stays as wide as it may be, whatever is in it. */
export const column = { ...plainTable, 'table-layout': 'fixed' }

/** Declarations as an attribute: mail programs read little else. */
export const css = (style: Style): string =>
  Object.entries(style)
    .map(([property, value]) => `${property}:${value}`)
    .join(';')

/** The few rules for programs that know dark mode; they name what the inline styles have set. */
export function darkRules(dark: Tokens): string {
  const rules: readonly (readonly [string, string, Hex])[] = [
    ['.ground', 'background-color', dark.ground],
    ['.sheet', 'background-color', dark.sheet],
    ['.ink', 'color', dark.ink],
    ['.soft', 'color', dark['ink-soft']],
    ['.rule', 'border-color', dark.line],
    ['.mark', 'background-color', dark.brand],
    ['.button', 'background-color', dark.brand],
    ['.button-label', 'color', dark['on-brand']],
    ['.link', 'color', dark['brand-ink']],
  ]
  const lines = rules.map(([selector, property, color]) => `${selector}{${property}:${color}!important}`)
  return `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${lines.join('')}}`
}
