import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { OtherVersion } from '../../core/invoices/other-version.ts'
import { type RevisedPart, revisedParts } from '../../core/invoices/revised-parts.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { Statement } from './statement.tsx'

/** The invoice that this one replaced, and the page of it; null where none of its links is valid. */
export type Original = { readonly invoice: IssuedInvoice; readonly path: string | null }

type ReplacesProps = { readonly original: Original; readonly invoice: IssuedInvoice; readonly i18n: PageI18n }

/** Which invoice this one replaced, what changed, and the way to the older one. */
export function Replaces({ original, invoice, i18n }: ReplacesProps) {
  const words = i18n.words.versions
  const number = i18n.name(original.invoice.number)
  const changed: readonly RevisedPart[] = revisedParts(original.invoice, invoice)
  return (
    <div class="notice" data-tone="plain">
      <Icon name="info" />
      <div>
        <p class="notice-what">{words.replaces({ number })}</p>
        <p>{words.payThis}</p>
        {changed.length > 0 && (
          <>
            <p>{words.changed}</p>
            <ul>
              {changed.map((part) => (
                <li>{words.parts[part]}</li>
              ))}
            </ul>
          </>
        )}
        {original.path !== null && (
          <p>
            <a href={original.path}>{words.older({ number })}</a>
          </p>
        )}
      </div>
    </div>
  )
}

type ReplacedByProps = {
  readonly replacedBy: OtherVersion
  readonly voidedAt: number
  /** The page of the newer one; null where this link does not lead there. */
  readonly path: string | null
  readonly i18n: PageI18n
}

/** That nothing is to be paid here, and the way to the invoice that is. */
export function ReplacedBy({ replacedBy, voidedAt, path, i18n }: ReplacedByProps) {
  const words = i18n.words.versions
  const number = i18n.name(replacedBy.number)
  return (
    <>
      <Statement title={words.replacedTitle({ number })} text={words.replacedText({ date: i18n.dayAt(voidedAt) })} />
      {path !== null && (
        <a class="button" href={path}>
          {words.newer({ number })}
        </a>
      )}
    </>
  )
}
