import { beforeAll, describe, expect } from 'vitest'
import { isProving } from '../proof/rounds.ts'
import { bill, type Issued, newCustomer, payPart } from '../world/billing.ts'
import { payWithoutReturning } from '../world/browser-actions.ts'
import { expired } from '../world/every-page.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { story } from '../world/story.ts'
import { morning, settled } from '../world/time.ts'
import { violations } from './axe.ts'

const company = { name: 'شركة القصر للمقاولات', preferred_locales: ['ar-KW'] }

const billed = async (params = {}) => bill(await newCustomer(company), params)

async function atCheckout(form?: Record<string, string>): Promise<Issued> {
  const invoice = await billed()
  await post(`${pathOf(invoice)}/payments`, checkoutFor(invoice.amount_remaining))
  const { sessions } = await truthOf(kranwerk)
  await payWithoutReturning(sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!.id, form)
  return invoice
}

/** An Arabic customer's invoices, one in each standing. */
const made: Record<string, Issued> = {}

beforeAll(async () => {
  made['past due'] = await billed({ days_until_due: 0 })
  await morning(2)
  made.open = await billed({ days_until_due: 90 })
  made['due soon'] = await billed({ days_until_due: 7 })
  made['part paid'] = await billed({ days_until_due: 60 })
  await payPart(made['part paid'].id, 59_500)
  made.paid = await atCheckout()
  const iban = 'AT611904300234573201'
  made.processing = await atCheckout({ method: 'sepa_debit', iban, sepa_debit_name: 'Jonas Wieland' })
  made.void = await billed()
  await kranwerk.remit.invoices.voidInvoice(made.void.id)
  made.uncollectible = await billed()
  await kranwerk.remit.invoices.markUncollectible(made.uncollectible.id)
  await settled()
})

describe('read from right to left', () => {
  for (const colorScheme of isProving ? (['light', 'dark'] as const) : (['light'] as const)) {
    story(`every standing has no accessibility violation (${colorScheme})`, async ({ visitor }) => {
      const page = await visitor.tab({ viewport: { width: 390, height: 844 }, colorScheme })
      for (const [name, { hosted_invoice_url }] of Object.entries(made)) {
        await page.goto(hosted_invoice_url)
        expect(await page.locator('html').getAttribute('dir'), name).toBe('rtl')
        expect(await violations(page), name).toEqual([])
      }
    })

    story(
      `pages without an invoice: invalid and expired links, the response to a request for a fresh one, errors (${colorScheme})`,
      async ({ visitor }) => {
        const page = await visitor.tab({ viewport: { width: 390, height: 844 }, colorScheme, locale: 'ar' })
        const path = pathOf(made.open!)
        const paths = ['/nothing', '/', `${path.slice(0, -4)}AAAA`, path.slice(0, -4), await expired(path)]
        for (const path of paths) {
          await page.goto(`${world.app}${path}`)
          expect(await page.locator('html').getAttribute('dir'), path).toBe('rtl')
          expect(await violations(page), path).toEqual([])
        }
        await page.locator('button[type=submit]').click()
        await page.waitForLoadState()
        expect(await page.locator('form').count()).toBe(0)
        expect(await violations(page), 'requested a fresh link').toEqual([])
      },
    )
  }
})
