import type { StoredDocument } from '../../core/documents/stored-document.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { VerifyWords } from '../words/catalogue.ts'
import { isolate } from '../words/isolate.ts'

type CompareFileProps = {
  readonly document: StoredDocument
  readonly invoice: IssuedInvoice
  readonly words: VerifyWords['file']
}

const icons = { same: 'check', older: 'info', other: 'alert', unreadable: 'alert' } as const satisfies Record<
  string,
  IconName
>
const tones = { same: 'good', older: 'wait', other: 'bad', unreadable: 'bad' } as const

/**
 * Compares a file with what was issued, by hashes that are in the page: the file stays with its reader. Without scripts the hash is there
 * to be compared by other means.
 */
export function CompareFile({ document, invoice, words }: CompareFileProps) {
  const versions = (invoice.documents ?? []).filter(
    ({ kind, ofPayment }) => kind === document.kind && ofPayment === document.ofPayment,
  )
  const newest = versions.at(-1) ?? document
  const largest = Math.max(...versions.map(({ bytes }) => bytes))
  return (
    <section>
      <h2>{words.heading}</h2>
      <div
        class="compare"
        data-newest={newest.sha256}
        data-older={versions.map(({ sha256 }) => sha256).join(' ')}
        data-largest={largest}
        hidden
      >
        <p>{words.text}</p>
        <label class="button" data-quiet>
          {words.choose}
          <input type="file" accept="application/pdf,.pdf" />
        </label>
        <div role="status">
          {(['same', 'older', 'other', 'unreadable'] as const).map((outcome) => (
            <div class="outcome" data-outcome={outcome} data-tone={tones[outcome]} hidden>
              <Icon name={icons[outcome]} />
              <div>
                <p>{words[outcome]}</p>
                {outcome === 'other' && <p>{words.resaved}</p>}
              </div>
            </div>
          ))}
        </div>
      </div>
      <p class="label">{words.fingerprint}</p>
      <p class="fingerprint">
        <bdi>{document.sha256}</bdi>
      </p>
      <p class="hint">{words.command({ command: isolate('shasum -a 256', 'rtl') })}</p>
    </section>
  )
}
