import type { Page } from 'playwright-core'
import { send as request } from './form.ts'
import { world } from './merchant.ts'

/** Looks a mail up in the mailbox by its recipient and subject, as a person would, and opens it. */
export async function openMail(page: Page, email: string, subject: string): Promise<void> {
  await page.goto(`${world.mailbox}/?q=${encodeURIComponent(email)}`)
  await page.getByRole('link', { name: subject }).first().click()
}

/** Follows a link of the mail that is open; it opens in a tab of its own. */
export async function followInMail(page: Page, name: RegExp | string): Promise<Page> {
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.frameLocator('iframe').getByRole('link', { name }).click(),
  ])
  await popup.waitForLoadState()
  return popup
}

export const cards = {
  succeeds: '4242424242424242',
  declined: '4000000000000002',
  noFunds: '4000000000009995',
  challenged: '4000002760003184',
} as const

/** Types a card into the provider's checkout and sends it. */
export async function payByCard(page: Page, number: string = cards.succeeds): Promise<void> {
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
  const choice = page.getByRole('radio', { name: 'Card' })
  if (await choice.count()) await choice.check()
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiry').fill('12/34')
  await page.getByLabel('Security code').fill('123')
  await send(page)
}

/** Agrees to a SEPA debit at the provider's checkout. */
export async function payByDebit(page: Page, iban: string): Promise<void> {
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
  await page.getByRole('radio', { name: 'SEPA' }).check()
  await page.getByLabel('IBAN').fill(iban)
  await page.getByLabel('Name on the account').fill('Jonas Wieland')
  await send(page)
}

const send = (page: Page) => page.getByRole('button', { name: /^Pay / }).click()

/** Answers the bank's question whether it is really the customer. */
export async function answerBank(page: Page, answer: 'Complete' | 'Fail'): Promise<void> {
  await page.waitForURL(`${world.sandbox}/3ds/**`)
  await page.getByRole('button', { name: answer }).click()
}

/** Presses the invoice page's pay button. */
export const pressPay = (page: Page) => page.getByRole('button', { name: /^Pay / }).click()

/** What the invoice page says about what just happened. */
export const noticeOn = (page: Page) => page.locator('.notice')

const visa = { method: 'card', number: cards.succeeds, expiry: '12/34', cvc: '123' }

const submit = (sessionId: string, form: Record<string, string>) =>
  request(`/c/pay/${sessionId}`, { method: 'POST', body: new URLSearchParams(form).toString() }, world.sandbox)

/** Pays with a card that has no funds, and leaves the checkout open. */
export async function beDeclined(sessionId: string): Promise<void> {
  const { status } = await submit(sessionId, { ...visa, number: cards.noFunds })
  if (status !== 402) throw new Error(`The checkout answered ${status} to a card without funds.`)
}

/** Pays at the provider's checkout (by card, unless the form says otherwise) and closes the lid before the way back is followed. */
export async function payAndVanish(sessionId: string, form: Record<string, string> = visa): Promise<void> {
  const { status } = await submit(sessionId, form)
  if (status !== 303) throw new Error(`The checkout answered ${status}.`)
}
