import type { Tokens } from '../../core/branding/tokens.ts'
import type { Field } from '../document/billing-document.ts'
import type { Locale } from '../words/locale.ts'
import { css, fonts, plainTable } from './letter-style.ts'

type ButtonProps = { label: string; url: string; colors: Tokens; direction: Locale['direction'] }

/** The one thing to do, as large as a thumb. */
export const Button = ({ label, url, colors, direction }: ButtonProps) => (
  <table role="presentation" dir={direction} style={css({ ...plainTable, margin: '0 0 24px' })}>
    <tr>
      <td class="button" style={css({ 'border-radius': '4px', 'background-color': colors.brand })}>
        <a
          class="button-label"
          href={url}
          style={css({
            display: 'inline-block',
            padding: '14px 28px',
            font: `bold 16px/1.25 ${fonts}`,
            color: colors['on-brand'],
            'text-decoration': 'none',
          })}
        >
          {label}
        </a>
      </td>
    </tr>
  </table>
)

const longestFigure = 24

/** Amounts and dates stay on one line; a very long number or name does not push them off the page. */
const isFigure = (value: string): boolean => value.length <= longestFigure

type FactsProps = { facts: readonly Field[]; colors: Tokens; direction: Locale['direction'] }

/** Names at the start, values at the end, a hairline between. */
export function Facts({ facts, colors, direction }: FactsProps) {
  const [start, end] = direction === 'rtl' ? ['right', 'left'] : ['left', 'right']
  const cell = {
    font: `14px/1.5 ${fonts}`,
    padding: '8px 0',
    'border-top': `1px solid ${colors.line}`,
    'vertical-align': 'top',
  }
  return (
    <table role="presentation" width="100%" style={css({ ...plainTable, margin: '0 0 24px' })}>
      {facts.map(({ name, value }) => (
        <tr>
          <td
            class="soft rule"
            style={css({ ...cell, color: colors['ink-soft'], 'text-align': start, [`padding-${end}`]: '16px' })}
          >
            <bdi>{name}</bdi>
          </td>
          <td
            class="ink rule"
            style={css({
              ...cell,
              color: colors.ink,
              'text-align': end,
              'white-space': isFigure(value) ? 'nowrap' : 'normal',
            })}
          >
            {value}
          </td>
        </tr>
      ))}
    </table>
  )
}
