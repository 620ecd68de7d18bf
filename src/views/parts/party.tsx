import type { Party as PartyProps } from '../document/billing-document.ts'

/** A party on a document: name, address, how to reach it, tax IDs. */
export const Party = ({ label, name, lines, taxIds }: PartyProps) => (
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
      {taxIds.map((taxId) => (
        <p class="party-tax">
          {taxId.name} <bdi>{taxId.value}</bdi>
        </p>
      ))}
    </address>
  </section>
)
