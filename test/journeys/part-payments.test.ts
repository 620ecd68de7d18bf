import { expect } from 'vitest'
import { violations } from '../browser/axe.ts'
import { isProving } from '../proof/rounds.ts'
import { bill, keepMethod, newCustomer } from '../world/billing.ts'
import { payByCard, pressPay } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { mailTo } from '../world/mails.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { providerPayments } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'

// The parameter is ours, which Stripe's types do not have.
const parts = { minimum_payment_percent: 30 } as object
const phone = { width: 390, height: 844 }
const desktop = { width: 1280, height: 800 }

const wireOf = (id: string) =>
  kranwerk.remit.invoices.retrieve(id, { expand: ['payments'] }) as unknown as Promise<{
    status: string
    amount_paid: number
    amount_remaining: number
    payments: { data: { amount_requested: number; amount_paid: number | null; status: string }[] }
  }>

for (const javaScriptEnabled of isProving ? [true, false] : [false]) {
  story(
    `Jonas pays a part, sees what is left, and pays that later (${javaScriptEnabled ? 'with' : 'without'} script)`,
    async ({ visitor }) => {
      const jonas = await newCustomer()
      const invoice = await bill(jonas, parts)
      const page = await visitor.tab({ javaScriptEnabled, viewport: javaScriptEnabled ? phone : desktop })
      await page.goto(invoice.hosted_invoice_url)
      await page.getByText('Pay a part of it').click()
      await page.getByText('From €357.00 to €1,189.50. The rest stays to be paid.').waitFor()
      const amount = page.getByLabel('How much do you want to pay now?')
      await amount.fill('200')
      await amount.press('Enter')
      await page.getByRole('alert').getByText('Nothing was charged').waitFor()
      expect(await amount.inputValue()).toBe('200')
      await page.getByText('The nearest one that you can pay is €357.00.').waitFor()
      await amount.fill('1,189.60')
      await amount.press('Enter')
      await page.getByText('The nearest ones that you can pay are €1,189.50 and €1,190.00.').waitFor()
      await amount.fill('500')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('status').getByText('You pay €500.00 now. After that, €690.00 is left to pay.').waitFor()
      expect(await page.title()).not.toContain('problem')
      await page.getByRole('button', { name: 'Pay €500.00' }).click()
      await payByCard(page)
      await page.waitForURL(`${world.app}/i/**`)
      await page.getByText('€500.00 of €1,190.00 paid').waitFor()
      await settled()
      expect(await wireOf(invoice.id)).toMatchObject({
        status: 'open',
        amount_paid: 50_000,
        amount_remaining: 69_000,
        payments: { data: [{ amount_requested: 50_000, amount_paid: 50_000, status: 'paid' }] },
      })
      await mailTo(jonas.email, /^€500.00 received by .*, €690.00 still to pay/)
      await page.goto(invoice.hosted_invoice_url)
      await pressPay(page)
      await payByCard(page)
      await page.getByText('Thank you, this invoice is paid').waitFor()
      await settled()
      expect((await providerPayments(kranwerk, invoice.id)).map((one) => one.amount).sort()).toEqual([50_000, 69_000])
    },
  )
}

story('what was typed is read as the customer’s own language writes it, or refused', async ({ visitor }) => {
  for (const [locale, typed, button, unclear] of [
    ['de-DE', '1.000,50', /1\.000,50 € zahlen/, '1,000'],
    ['ar-EG', '١٬٠٠٠٫٥٠', /١٬٠٠٠٫٥٠/, '1,000'],
    ['fr-FR', '1 000,50', /1 000,50/, '1.000'],
  ] as const) {
    const invoice = await bill(await newCustomer({ preferred_locales: [locale] }), parts)
    const page = await visitor.tab({ viewport: phone, colorScheme: locale === 'de-DE' ? 'dark' : 'light' })
    await page.goto(invoice.hosted_invoice_url)
    await page.locator('summary', { hasText: /Teil|جزء|partie/ }).click()
    await page.locator('#part').fill(unclear)
    await page.locator('#part').press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await page.locator('#part').inputValue()).toBe(unclear)
    expect(await page.locator('#part').getAttribute('aria-describedby')).toBe('part-fault part-hint')
    expect(await violations(page), locale).toEqual([])
    await page.locator('#part').fill(typed)
    await page.locator('#part').press('Enter')
    await page.getByRole('status').waitFor()
    const label = (await page.locator('.pay-form .button-label').textContent()) ?? ''
    expect(label.replace(/\p{Cf}/gu, '').replace(/\s/g, ' ')).toMatch(button)
    expect(await violations(page), locale).toEqual([])
  }
})

story('Jonas pays all with Enter; a part that was chosen before the amount changed is kept', async ({ visitor }) => {
  const jonas = await newCustomer()
  const method = await keepMethod(jonas, 'pm_card_visa')
  const invoice = await bill(jonas, parts)
  const page = await visitor.tab({ viewport: phone })
  await page.goto(`${invoice.hosted_invoice_url}?part=500`)
  await page.getByRole('button', { name: 'Pay €500.00' }).hover()
  await kranwerk.remit.invoices.pay(invoice.id, { paid_out_of_band: true, amount: 19_000 } as never)
  await page.getByRole('button', { name: 'Pay €500.00' }).click()
  await page.getByText('The amount has changed since you opened this page.').waitFor()
  await page.getByText('You pay €500.00 now. After that, €500.00 is left to pay.').waitFor()
  await page.getByRole('link', { name: 'Pay all of it: €1,000.00' }).click()
  await page.getByRole('radio').first().press('Enter')
  await page.getByText('Thank you, this invoice is paid').waitFor()
  expect(await providerPayments(kranwerk, invoice.id)).toMatchObject([{ amount: 100_000 }])
  const answer = await post(`${pathOf(invoice)}/payments`, { method, amount: '100000', part: '50000' })
  expect(answer.status).toBe(409)
})

story('a part of an invoice that takes none is refused, whoever sends the form', async () => {
  const invoice = await bill(await newCustomer())
  const form = checkoutFor(invoice.amount_remaining)
  const answer = await post(`${pathOf(invoice)}/payments`, { ...form, part: '50000' })
  expect(answer.status).toBe(409)
  expect(answer.body).toContain('This invoice can only be paid in one sum.')
  expect((await post(`${pathOf(invoice)}/payments`, { ...form, part: 'half' })).status).toBe(400)
  const page = await fetch(`${invoice.hosted_invoice_url}?part=500`)
  expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('can only be paid in one sum')])
  expect(await wireOf(invoice.id)).toMatchObject({ amount_paid: 0, payments: { data: [] } })
})
