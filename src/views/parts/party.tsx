import type { Address, TaxId } from '../../core/parties.ts'
import type { I18n } from '../i18n.ts'
import { addressLines } from './address-lines.ts'
import { taxIdLabel } from './tax-id-label.ts'

type PartyProps = {
  readonly label: string
  readonly name: string | null
  readonly address: Address | null
  readonly taxIds: readonly TaxId[]
  readonly more?: readonly (string | null)[]
  readonly i18n: I18n
}

/** A party on an invoice: name, address in its country's format, tax IDs. */
export function Party({ label, name, address, taxIds, more = [], i18n }: PartyProps) {
  const lines = [...(address ? addressLines(address, i18n.locale.tag) : []), ...more.filter((line) => line !== null)]
  return (
    <section class="party">
      <h3 class="label">{label}</h3>
      <address>
        {name && (
          <p class="party-name">
            <bdi>{name}</bdi>
          </p>
        )}
        {lines.map((line) => (
          <p>
            <bdi>{line}</bdi>
          </p>
        ))}
        {taxIds.map(({ type, value }) => (
          <p class="party-tax">
            {taxIdLabel(type, i18n.words)} <bdi>{value}</bdi>
          </p>
        ))}
      </address>
    </section>
  )
}
