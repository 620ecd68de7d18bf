import { expect } from 'vitest'
import { bill, keepMethod, newCustomer } from '../world/billing.ts'
import { noticeOn, pressPay } from '../world/browser-actions.ts'
import { pathOf, post } from '../world/form.ts'
import { kranwerk } from '../world/merchant.ts'
import { providerPayments } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { minuteMs, pass } from '../world/time.ts'

story(
  'after five declines by one link the next try waits a minute, the page says so, and then it is made',
  async ({ visitor }) => {
    const jonas = await newCustomer()
    const method = await keepMethod(jonas, 'pm_card_chargeCustomerFail')
    const invoice = await bill(jonas)
    const press = () => post(`${pathOf(invoice)}/payments`, { method, amount: '119000' })
    const statuses = []
    for (let times = 0; times < 6; times++) statuses.push((await press()).status)
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429])
    const { headers, body } = await press()
    expect(Number(headers['retry-after'])).toBeGreaterThan(30)
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(body).toContain('Several payments in a row were declined.')

    const page = await visitor.tab()
    await page.goto(invoice.hosted_invoice_url)
    await pressPay(page)
    await noticeOn(page).getByText('Please try again in 1 minute.').waitFor()
    expect(await page.locator('#pay').count()).toBe(1)
    expect(await providerPayments(kranwerk, invoice.id)).toHaveLength(5)

    await pass(minuteMs)
    // A card that was declined is not chosen again by itself.
    await page.getByRole('radio', { name: 'Visa ending' }).check()
    await pressPay(page)
    await noticeOn(page).getByText('declined').first().waitFor()
    await expect.poll(async () => (await providerPayments(kranwerk, invoice.id)).length).toBe(6)
    expect((await press()).headers['retry-after']).toMatch(/^1[012]\d$|^9\d$/)
  },
)
