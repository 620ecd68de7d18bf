import { bill, draft, saveMethod } from './billing.ts'
import type { History, MerchantClients } from './merchant-clients.ts'

/** Harbor & Pine's three weeks: American customers and one in Osaka; dollars and yen, cards charged automatically. */
export function harborPine(clients: MerchantClients): History {
  const { remit } = clients
  const ids: Record<string, string> = {}

  return {
    24: async () => {
      Object.assign(ids, await customersOf(clients))
      const tax = await remit.taxRates.create({
        display_name: 'Sales tax',
        percentage: 5.5,
        inclusive: false,
        country: 'US',
        state: 'ME',
      })
      ids.tax = tax.id
    },
    22: async () => {
      const invoice = await bill(clients, {
        customer: ids.lobster!,
        currency: 'usd',
        default_tax_rates: [ids.tax!],
        lines: [
          { what: 'Brand identity, phase one', unit: '480000' },
          { what: 'Menu design, hours', unit: '11000', quantity: 7 },
        ],
      })
      await remit.invoices.pay(invoice.id!, { paid_out_of_band: true })
    },
    12: async () => {
      await chargeLater(clients, ids.kestrel!, '129900', 'Website care, monthly')
      await chargeLater(clients, ids.marlow!, '64900', 'Photo retouching, monthly')
    },
    8: async () => {
      await bill(clients, {
        customer: ids.hanami!,
        currency: 'jpy',
        days_until_due: 20,
        lines: [{ what: 'ロゴデザイン一式', unit: '380000' }],
      })
    },
    3: async () => {
      const coupon = await remit.coupons.create({ name: 'Spring thanks', percent_off: 10, duration: 'once' })
      const invoice = await bill(clients, {
        customer: ids.lobster!,
        currency: 'usd',
        discounts: [{ coupon: coupon.id }],
        default_tax_rates: [ids.tax!],
        lines: [{ what: 'Packaging artwork', unit: '215000' }],
      })
      await remit.invoices.pay(invoice.id!, { paid_out_of_band: true, ...{ amount: 80_000 } })
    },
    0: async () => {
      await draft(clients, {
        customer: ids.kestrel!,
        currency: 'usd',
        lines: [{ what: 'Trail map illustration', unit: '92000' }],
      })
    },
  }
}

/** An invoice that is charged automatically to the saved card. */
async function chargeLater(clients: MerchantClients, customer: string, unit: string, what: string): Promise<void> {
  const id = await draft(clients, {
    customer,
    currency: 'usd',
    collection_method: 'charge_automatically',
    lines: [{ what, unit }],
  })
  await clients.remit.invoices.finalizeInvoice(id)
}

async function customersOf(clients: MerchantClients): Promise<Record<string, string>> {
  const { remit } = clients
  const lobster = remit.customers.create({
    name: 'Lobster Cove Kitchen',
    email: 'owner@lobstercove.example',
    preferred_locales: ['en-US'],
    address: {
      line1: '3 Commercial Street',
      city: 'Boothbay Harbor',
      state: 'ME',
      postal_code: '04538',
      country: 'US',
    },
  })
  const kestrel = remit.customers.create({
    name: 'Kestrel Outfitters',
    email: 'ap@kestrel.example',
    preferred_locales: ['en-US'],
    address: { line1: '77 Summit Road', city: 'Bend', state: 'OR', postal_code: '97701', country: 'US' },
    ...{ time_zone: 'America/Los_Angeles' },
  })
  const marlow = remit.customers.create({
    name: 'Marlow & Finch Galleries',
    email: 'accounts@marlowfinch.example',
    preferred_locales: ['en-GB'],
    address: { line1: '19 Cork Street', city: 'London', postal_code: 'W1S 3LP', country: 'GB' },
    ...{ time_zone: 'Europe/London' },
  })
  const hanami = remit.customers.create({
    name: '花見製菓株式会社',
    email: 'keiri@hanami.example',
    preferred_locales: ['ja-JP'],
    address: { line1: '道頓堀1-4-2', city: '大阪市中央区', postal_code: '542-0071', country: 'JP' },
    ...{ time_zone: 'Asia/Tokyo' },
  })
  const all = { lobster, kestrel, marlow, hanami }
  const created = Object.entries(all).map(async ([name, customer]) => [name, (await customer).id] as const)
  const ids = Object.fromEntries(await Promise.all(created))
  await saveMethod(clients, ids.kestrel!, 'pm_card_visa')
  await saveMethod(clients, ids.marlow!, 'pm_card_chargeCustomerFail')
  return ids
}
