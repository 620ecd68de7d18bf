import type { Tokens } from '../../core/branding/tokens.ts'
import { linkUrl, paths } from '../../paths.ts'
import { isolate } from '../words/isolate.ts'
import type { Letter, Stationery } from './letter.ts'
import { contactLines } from './letter-parts.ts'
import { Button, Facts } from './letter-pieces.tsx'
import { column, css, fonts, plainTable, type Style } from './letter-style.ts'
import type { Sender } from './sender.ts'

type SheetProps = {
  readonly letter: Letter
  readonly stationery: Stationery
  readonly colors: Tokens
}

/** The HTML layout of a mail: sender, subject, amount, button, details, contact. */
export function Sheet({ letter, stationery, colors }: SheetProps) {
  const { sender, recipient, senderLines, origin, link, words, locale } = stationery
  const { direction } = locale
  const start = direction === 'rtl' ? 'right' : 'left'
  const text = { font: `16px/1.5 ${fonts}`, color: colors.ink, 'text-align': start }
  const soft = { ...text, font: `14px/1.5 ${fonts}`, color: colors['ink-soft'] }
  const paragraph = css({ ...text, margin: '0 0 16px' })
  const contacts = contactLines(sender)
  const seller = isolate(sender.name, direction)
  return (
    <table
      role="presentation"
      width="100%"
      dir={direction}
      class="sheet"
      style={css({ ...column, 'max-width': '600px', 'background-color': colors.sheet })}
    >
      <tr>
        <td class="mark" style={css({ 'line-height': '6px', 'font-size': '6px', 'background-color': colors.brand })}>
          {'\u00a0'}
        </td>
      </tr>
      <tr>
        <td style={css({ padding: '28px 32px 32px', ...text })}>
          <SenderLine sender={sender} origin={origin} style={text} />
          <h1 class="ink" style={css({ ...text, font: `bold 22px/1.3 ${fonts}`, margin: '28px 0 16px' })}>
            {letter.heading}
          </h1>
          <p class="ink" style={paragraph}>
            {recipient ? words.greetingTo({ name: isolate(recipient, direction) }) : words.greeting}
          </p>
          {letter.paragraphs.map((line) => (
            <p class="ink" style={paragraph}>
              {line}
            </p>
          ))}
          <p class="soft" style={css({ ...soft, margin: '28px 0 0' })}>
            {letter.figure.name}
          </p>
          <p
            class="ink"
            style={css({
              ...text,
              font: `bold 36px/1.2 ${fonts}`,
              margin: '0 0 16px',
              'letter-spacing': direction === 'rtl' ? '0' : '-0.5px',
            })}
          >
            <bdi>{letter.figure.value}</bdi>
          </p>
          {letter.button && <Button {...letter.button} colors={colors} direction={direction} />}
          <Facts facts={letter.facts} colors={colors} direction={direction} />
          {letter.summary && (
            <Facts
              facts={[
                ...letter.summary.lines,
                ...(letter.summary.moreLines ? [{ name: letter.summary.moreLines, value: '' }] : []),
                ...letter.summary.sums,
              ]}
              colors={colors}
              direction={direction}
            />
          )}
          {letter.transfer && (
            <>
              <p class="ink" style={paragraph}>
                {letter.transfer.text}
              </p>
              <Facts facts={letter.transfer.facts} colors={colors} direction={direction} />
              <p class="soft" style={css({ ...soft, margin: '0 0 16px' })}>
                {letter.transfer.check}
              </p>
            </>
          )}
          {letter.memo && (
            <p
              class="ink"
              dir="auto"
              style={css({ ...text, 'text-align': 'start', margin: '0 0 16px', 'white-space': 'pre-line' })}
            >
              {letter.memo}
            </p>
          )}
          {letter.pdf && (
            <p class="ink" style={paragraph}>
              {letter.pdf.text}
              {letter.pdf.link && (
                <>
                  {' '}
                  <a class="link" href={letter.pdf.link.url} style={css({ color: colors['brand-ink'] })}>
                    {letter.pdf.link.label}
                  </a>
                </>
              )}
            </p>
          )}
          {letter.closing.map((line) => (
            <p class="ink" style={paragraph}>
              {line}
            </p>
          ))}
          <p class="soft" style={css({ ...soft, margin: '24px 0 0' })}>
            {contacts.length > 0 ? words.questions({ seller }) : words.questionsReply({ seller })}
            {contacts.map((contact) => (
              <>
                <br />
                <bdi>{contact}</bdi>
              </>
            ))}
          </p>
          {letter.button && (
            <p class="soft" style={css({ ...soft, margin: '16px 0 0' })}>
              {words.orOpen}
              <br />
              <a class="link" href={letter.button.url} dir="ltr" style={css({ color: colors['brand-ink'] })}>
                {new URL(letter.button.url).host} · <bdi>{link.name}</bdi>
              </a>
            </p>
          )}
          {letter.button && (
            <p class="soft" style={css({ ...soft, margin: '16px 0 0' })}>
              {link.note}
            </p>
          )}
        </td>
      </tr>
      <tr>
        <td class="rule" style={css({ padding: '16px 32px 24px', 'border-top': `1px solid ${colors.line}` })}>
          <p class="soft" style={css({ ...soft, font: `12px/1.6 ${fonts}`, margin: '0' })}>
            {senderLines.map((line, i) => (
              <>
                {i > 0 && <br />}
                <bdi>{line}</bdi>
              </>
            ))}
          </p>
        </td>
      </tr>
    </table>
  )
}

function SenderLine({ sender, origin, style }: { sender: Sender; origin: string; style: Style }) {
  const logo = sender.branding?.logo
  return (
    <table role="presentation" style={css(plainTable)}>
      <tr>
        {logo && (
          <td style={css({ 'padding-inline-end': '12px' })}>
            <img
              src={linkUrl(origin, paths.logo(sender.id, logo))}
              width="40"
              height="40"
              alt=""
              style={css({ display: 'block', 'object-fit': 'contain' })}
            />
          </td>
        )}
        <td class="ink" style={css({ ...style, font: `bold 16px/1.3 ${fonts}` })}>
          <bdi>{sender.name}</bdi>
        </td>
      </tr>
    </table>
  )
}
