import type { Seller } from '../../core/parties.ts'

/** How the seller is reached who is named on paper. */
export const contactOf = ({ supportEmail, supportPhone, website }: Seller): string[] =>
  [supportEmail, supportPhone, website?.replace(/^https?:\/\/([^/]+)\/?$/, '$1')].filter(
    (text) => typeof text === 'string',
  )
