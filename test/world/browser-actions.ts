import type { Page } from 'playwright-core'
import { send } from './form.ts'
import { world } from './merchant.ts'

/** Opens a mail in the mailbox by its recipient and subject. */
export async function openMail(page: Page, email: string, subject: string): Promise<void> {
  await page.goto(`${world.mailbox}/?q=${encodeURIComponent(email)}`)
  await page.getByRole('link', { name: subject }).first().click()
}

/** Follows a link of the open mail and returns the new tab. */
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

/** Enters a card in the provider's checkout and submits it. */
export async function payByCard(page: Page, number: string = cards.succeeds): Promise<void> {
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
  const choice = page.getByRole('radio', { name: 'Card' })
  if (await choice.count()) await choice.check()
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiry').fill('12/34')
  await page.getByLabel('Security code').fill('123')
  await pressPayAtProvider(page)
}

/** Pays by SEPA debit at the provider's checkout. */
export async function payByDebit(page: Page, iban: string): Promise<void> {
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
  await page.getByRole('radio', { name: 'SEPA' }).check()
  await page.getByLabel('IBAN').fill(iban)
  await page.getByLabel('Name on the account').fill('Jonas Wieland')
  await pressPayAtProvider(page)
}

/** Chooses to transfer the money at the provider's checkout. */
export async function payByTransfer(page: Page): Promise<void> {
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
  await page.getByRole('radio', { name: 'Bank transfer' }).check()
  await pressPayAtProvider(page)
}

const pressPayAtProvider = (page: Page) => page.getByRole('button', { name: /^Pay / }).click()

/** Completes or fails the bank's authentication page. */
export async function answerBank(page: Page, answer: 'Complete' | 'Fail'): Promise<void> {
  await page.waitForURL(`${world.sandbox}/3ds/**`)
  await page.getByRole('button', { name: answer }).click()
}

/** Presses the invoice page's pay button. */
export const pressPay = (page: Page) => page.getByRole('button', { name: /^Pay / }).click()

/** The notice on the invoice page. */
export const noticeOn = (page: Page) => page.locator('.notice')

const visa = { method: 'card', number: cards.succeeds, expiry: '12/34', cvc: '123' }

const submit = (sessionId: string, form: Record<string, string>) =>
  send(`/c/pay/${sessionId}`, { method: 'POST', body: new URLSearchParams(form).toString() }, world.sandbox)

/** Pays with a card without funds, which leaves the checkout open. */
export async function payDeclined(sessionId: string): Promise<void> {
  const { status } = await submit(sessionId, { ...visa, number: cards.noFunds })
  if (status !== 402) throw new Error(`The checkout answered ${status} to a card without funds.`)
}

/** Pays at the provider's checkout, by card unless the form says otherwise, without following the return redirect. */
export async function payWithoutReturning(sessionId: string, form: Record<string, string> = visa): Promise<void> {
  const { status } = await submit(sessionId, form)
  if (status !== 303) throw new Error(`The checkout answered ${status}.`)
}
