import type { Account } from '../accounts/account.ts'
import { dayMs } from '../calendar/day.ts'

/** A daily limit (UTC) for mails sent on request: at most `most` under one counter name. */
export type MailLimit = { readonly counted: string; readonly most: number }

/** Sends of one invoice to one address per day. */
const sendsPerInvoice = 5
/** Sends of all invoices of an account per day, unless its settings say otherwise. */
const sendsPerAccount = 10_000
/** Fresh links per day: ordered through one link, and mailed to one address of an account. */
const freshPerLink = 5
const freshPerAddress = 10

/** Messages that customers write to the merchant about one invoice per day. */
const messagesPerInvoice = 5

/** The limit that a message counts towards. */
export const messageLimit = (invoiceId: string): MailLimit => ({
  counted: `message:${invoiceId}`,
  most: messagesPerInvoice,
})

/** The limit that a customer's request to be erased counts towards: whoever withdraws it may ask again, but not all day. */
export const erasureRequestLimit = (customerId: string): MailLimit => ({ counted: `erasure:${customerId}`, most: 3 })

/** Invoices that a customer corrects per day. */
const correctionsPerCustomer = 10

/** The limit that a correction counts towards. */
export const correctionLimit = (customerId: string): MailLimit => ({
  counted: `correction:${customerId}`,
  most: correctionsPerCustomer,
})

/** Within this time after a send, sending again does nothing. */
export const sentJustNowMs = 60_000

/** The limits that a send counts towards; the narrower one comes first. */
export const sendLimits = (account: Account, invoiceId: string, address: string): MailLimit[] => [
  { counted: `send:${invoiceId}:${address}`, most: sendsPerInvoice },
  { counted: 'send', most: account.sendsPerDay ?? sendsPerAccount },
]

/** The limits that ordering a fresh link counts towards. */
export const freshLinkLimits = (linkId: string, address: string): MailLimit[] => [
  { counted: `fresh_link:${linkId}`, most: freshPerLink },
  { counted: `fresh_link:${address}`, most: freshPerAddress },
]

/** Whole seconds until the daily counts start again. */
export const secondsToNextDay = (nowMs: number): number => Math.ceil((dayMs - (nowMs % dayMs)) / 1000)
