import type { Transfer } from '../../core/payments/transfer.ts'
import { transferFields } from '../document/transfer-fields.ts'
import type { I18n } from '../i18n.ts'
import { CodePicture } from '../parts/code-picture.tsx'
import type { Code } from '../print/printed.ts'

type TransferDetailsProps = {
  readonly transfer: Transfer
  /** Open from the start where nothing else can be done. */
  readonly isOnlyWay: boolean
  /** What the reference is for. */
  readonly text: string
  /** For a banking app, where there is one. */
  readonly code?: Code | null
  readonly i18n: I18n
}

/** The merchant's bank account. A press on a value selects all of it, so that copying needs no script. */
export function TransferDetails({ transfer, isOnlyWay, text, code, i18n }: TransferDetailsProps) {
  const { words } = i18n
  return (
    <details class="differently transfer" open={isOnlyWay}>
      <summary>{words.transfer.summary}</summary>
      <dl class="facts">
        {transferFields(transfer, i18n).map((fact) => (
          <div>
            <dt class="label">{fact.name}</dt>
            <dd>
              <bdi>{fact.value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {code && (
        <>
          <p>{code.text}</p>
          <CodePicture content={code.content} alt={code.alt} ecc="medium" />
        </>
      )}
      <p class="hint">{text}</p>
    </details>
  )
}
