import { paths } from '../paths.ts'

/** The pages that a sign-in can lead on to: none of them does anything but show. */
const pages = [
  paths.portalInvoices,
  paths.portalPay,
  paths.portalStatement,
  paths.portalMethods,
  paths.portalDetails,
  paths.portalContacts,
  paths.portalQuestions,
  paths.portalSessions,
  paths.portalLinks,
  paths.portalData,
]

/** The page of this portal that an address names, with its query; null for any other address, as anybody can write one into a link. */
export function wantedPage(accountId: string, address: string | undefined): string | null {
  const url = address === undefined || address.length > 1000 ? null : URL.parse(address, 'http://portal.invalid')
  return url && pages.some((page) => page(accountId) === url.pathname) ? url.pathname + url.search : null
}

/** An address on the way to being signed in, with the page that is wanted then. */
export function leadingOnTo(page: string | null, address: string): string {
  if (page === null) return address
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ next: page })}`
}
