import type { Tokens } from '../core/branding/tokens.ts'
import type { TextStyle } from './sheet.ts'

/** The type sizes of a document, in points, and its colours on white paper. */
export type Styles = ReturnType<typeof stylesFor>

export const stylesFor = (colors: Tokens) =>
  ({
    label: { size: 7.5, color: colors['ink-soft'] },
    body: { size: 9, color: colors.ink },
    soft: { size: 9, color: colors['ink-soft'] },
    small: { size: 8, color: colors['ink-soft'] },
    address: { size: 6.5, color: colors['ink-soft'] },
    strong: { size: 9, color: colors.ink, weight: 'strong' },
    heading: { size: 10.5, color: colors.ink, weight: 'strong' },
    seller: { size: 15, color: colors['brand-ink'], weight: 'strong' },
    title: { size: 22, color: colors.ink },
    amount: { size: 24, color: colors.ink, weight: 'strong' },
    settled: { size: 24, color: colors.good, weight: 'strong' },
    ended: { size: 24, color: colors['ink-soft'], weight: 'strong' },
    total: { size: 10.5, color: colors.ink, weight: 'strong' },
    remaining: { size: 10.5, color: colors['brand-ink'], weight: 'strong' },
    line: colors.line,
    brand: colors['brand-ink'],
    ink: colors.ink,
  }) as const satisfies Record<string, TextStyle | string>
