import type { Address, TaxId } from '../../core/parties.ts'
import type { I18n } from '../i18n.ts'
import { addressLines } from './address-lines.ts'
import type { Party } from './billing-document.ts'
import { taxIdLabel } from './tax-id-label.ts'

type Printed = {
  readonly label: string
  readonly name: string | null
  readonly address: Address | null
  readonly taxIds: readonly TaxId[]
  readonly contact?: string | null
}

/** A party as it is printed: name, address in its country's format, how to reach it, tax IDs. */
export const partyOf = ({ label, name, address, taxIds, contact = null }: Printed, { locale, words }: I18n): Party => ({
  label,
  name,
  lines: [...(address ? addressLines(address, locale.tag) : []), ...(contact === null ? [] : [contact])],
  taxIds: taxIds.map(({ type, value }) => ({ name: taxIdLabel(type, words), value })),
})
