import type { Account } from '../accounts/account.ts'
import { dayMs } from '../calendar/day.ts'

/** Mails that somebody asks for: how many more than `most` a day (UTC) are refused, counted by what. */
export type MailLimit = { readonly counted: string; readonly most: number }

/** How often an invoice is mailed to one address on request. */
const sendsPerInvoice = 5
/** How often an account sends invoices in all, where its settings say nothing. */
const sendsPerAccount = 10_000
/** How often a fresh link is ordered by one link, and how often to one address for all invoices of an account. */
const freshPerLink = 5
const freshPerAddress = 10

/** An invoice sent again this soon was sent just now. */
export const sentJustNowMs = 60_000

/** What sending an invoice to an address counts towards; the narrower limit comes first. */
export const sendLimits = (account: Account, invoiceId: string, address: string): MailLimit[] => [
  { counted: `send:${invoiceId}:${address}`, most: sendsPerInvoice },
  { counted: 'send', most: account.sendsPerDay ?? sendsPerAccount },
]

/** What ordering a fresh link counts towards. */
export const freshLinkLimits = (linkId: string, address: string): MailLimit[] => [
  { counted: `fresh_link:${linkId}`, most: freshPerLink },
  { counted: `fresh_link:${address}`, most: freshPerAddress },
]

/** Whole seconds until the counts of a day begin anew. */
export const secondsToNextDay = (nowMs: number): number => Math.ceil((dayMs - (nowMs % dayMs)) / 1000)
