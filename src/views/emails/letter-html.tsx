import { render } from 'preact-render-to-string'
import { brandTokens } from '../../core/branding/tokens.ts'
import type { Letter, Stationery } from './letter.ts'
import { Sheet } from './letter-sheet.tsx'
import { column, css, darkRules } from './letter-style.ts'

/** Mail programs read inline styles; the few rules in the head are only for those that also know dark mode. */
export function letterHtml(letter: Letter, stationery: Stationery): string {
  const { light, dark } = brandTokens(stationery.sender.branding)
  const { tag, direction } = stationery.locale
  return `<!doctype html>${render(
    <html lang={tag} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{letter.subject}</title>
        <style dangerouslySetInnerHTML={{ __html: darkRules(dark) }} />
      </head>
      <body class="ground" style={css({ margin: '0', padding: '0', 'background-color': light.ground })}>
        {/* Many mail programs drop the outer tags, so language and direction are said again. */}
        <div lang={tag} dir={direction}>
          <Preheader text={letter.paragraphs[0] ?? ''} />
          <table role="presentation" width="100%" class="ground" style={css(column)}>
            <tr>
              <td align="center" style={css({ padding: '24px 12px' })}>
                <Sheet letter={letter} stationery={stationery} colors={light} />
              </td>
            </tr>
          </table>
        </div>
      </body>
    </html>,
  )}`
}

/** What an inbox shows beside the subject; the blanks keep the rest of the mail out of it. */
const Preheader = ({ text }: { readonly text: string }) => (
  <div
    style={css({ display: 'none', 'max-height': '0', overflow: 'hidden', 'font-size': '1px', 'line-height': '1px' })}
  >
    {text}
    {'\u00a0\u200c'.repeat(60)}
  </div>
)
