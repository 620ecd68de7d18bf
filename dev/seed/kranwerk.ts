import { bill, draft, saveMethod, urlOf } from './billing.ts'
import type { History, MerchantClients } from './merchant-clients.ts'

/** Kranwerk's three weeks: German customers, one French, one Arabic; in euros and dinars. */
export function kranwerk(clients: MerchantClients): History {
  const { remit } = clients
  const ids: Record<string, string> = {}
  let vat = ''

  return {
    24: async () => {
      const rate = await remit.taxRates.create({
        display_name: 'USt.',
        percentage: 19,
        inclusive: false,
        country: 'DE',
      })
      vat = rate.id
      Object.assign(ids, await customersOf(clients))
    },
    23: async () => {
      const invoice = await bill(clients, {
        customer: ids.lichtblick!,
        currency: 'eur',
        default_tax_rates: [vat],
        lines: [
          { what: 'Seilrolle Ø 240 mm, Stahl', unit: '18400', quantity: 4 },
          { what: 'Montage vor Ort, Stunden', unit: '9250', quantity: 6 },
        ],
      })
      ids.paidInvoice = invoice.id!
    },
    21: async () => {
      await remit.invoices.pay(ids.paidInvoice!)
      return { paidInvoiceUrl: urlOf(await remit.invoices.retrieve(ids.paidInvoice!)) }
    },
    20: async () => {
      const late = await bill(clients, {
        customer: ids.brandt!,
        currency: 'eur',
        days_until_due: 6,
        default_tax_rates: [vat],
        description: 'Bitte geben Sie bei Rückfragen die Rechnungsnummer an.',
        custom_fields: [{ name: 'Bestellnummer', value: '4500-77812' }],
        lines: [
          { what: 'Hydraulikzylinder HZ-80', unit: '64900', quantity: 2 },
          { what: 'Versand', unit: '3900' },
        ],
      })
      return { pastDueInvoiceUrl: urlOf(late) }
    },
    15: async () => {
      const mistake = await bill(clients, {
        customer: ids.brandt!,
        currency: 'eur',
        lines: [{ what: 'Doppelt gestellte Position', unit: '12900' }],
      })
      await remit.invoices.voidInvoice(mistake.id!)
    },
    12: async () => {
      const oldDebt = await bill(clients, {
        customer: ids.hafen!,
        currency: 'eur',
        default_tax_rates: [vat],
        lines: [{ what: 'Prüfung nach UVV, Kran 7', unit: '42000' }],
      })
      await remit.invoices.markUncollectible(oldDebt.id!)
    },
    9: async () => {
      await bill(clients, {
        customer: ids.atelier!,
        currency: 'eur',
        lines: [{ what: 'Treuil manuel 500 kg', unit: '31250', quantity: 3 }],
      })
      await bill(clients, {
        customer: ids.qasr!,
        currency: 'kwd',
        days_until_due: 30,
        lines: [{ what: 'قطع غيار لرافعة برجية', unit: '1250500', quantity: 2 }],
      })
    },
    4: async () => {
      const invoice = await bill(clients, {
        customer: ids.nordsee!,
        currency: 'eur',
        default_tax_rates: [vat],
        lines: [{ what: 'Wartungsvertrag, drittes Quartal', unit: '89000' }],
      })
      await remit.invoices.pay(invoice.id!)
    },
    2: async () => {
      const invoice = await bill(clients, {
        customer: ids.brandt!,
        currency: 'eur',
        days_until_due: 14,
        default_tax_rates: [vat],
        footer: 'Zahlbar ohne Abzug.',
        lines: [
          { what: 'Kranhaken 5 t, geschmiedet', unit: '21500', quantity: 4 },
          { what: 'Lastkette 8 mm, Meter', unit: '1187.5', quantity: 12 },
        ],
      })
      return { invoiceUrl: urlOf(invoice) }
    },
    0: async () => {
      await draft(clients, {
        customer: ids.lichtblick!,
        currency: 'eur',
        default_tax_rates: [vat],
        lines: [{ what: 'Umlenkrolle, Sonderanfertigung', unit: '45600' }],
      })
    },
  }
}

async function customersOf(clients: MerchantClients): Promise<Record<string, string>> {
  const { remit } = clients
  const brandt = remit.customers.create({
    name: 'Brandt Maschinenbau KG',
    email: 'buchhaltung@brandt.example',
    phone: '+49 40 5550199',
    preferred_locales: ['de-DE'],
    address: { line1: 'Großer Burstah 23', postal_code: '20457', city: 'Hamburg', country: 'DE' },
    tax_id_data: [{ type: 'eu_vat', value: 'DE293847561' }],
  })
  const lichtblick = remit.customers.create({
    name: 'Lichtblick Bühnentechnik',
    email: 'office@lichtblick.example',
    preferred_locales: ['de-DE'],
    address: { line1: 'Zeughausstraße 5', postal_code: '50667', city: 'Köln', country: 'DE' },
  })
  const hafen = remit.customers.create({
    name: 'Hafenlogistik Ost i. L.',
    email: 'verwaltung@hafenost.example',
    preferred_locales: ['de-DE'],
    address: { line1: 'Kai 4', postal_code: '18055', city: 'Rostock', country: 'DE' },
  })
  const nordsee = remit.customers.create({
    name: 'Nordsee Windpark Service',
    email: 'rechnung@nordseewind.example',
    preferred_locales: ['de-DE', 'en'],
    address: { line1: 'Am Alten Hafen 1', postal_code: '27472', city: 'Cuxhaven', country: 'DE' },
  })
  const atelier = remit.customers.create({
    name: 'Atelier Delorme SARL',
    email: 'compta@delorme.example',
    preferred_locales: ['fr-FR'],
    tax_exempt: 'reverse',
    address: { line1: '8 rue des Forges', postal_code: '69007', city: 'Lyon', country: 'FR' },
    tax_id_data: [{ type: 'eu_vat', value: 'FR40303265045' }],
    ...{ time_zone: 'Europe/Paris' },
  })
  const qasr = remit.customers.create({
    name: 'شركة القصر للمقاولات',
    email: 'accounts@alqasr.example',
    preferred_locales: ['ar-KW', 'en'],
    tax_exempt: 'exempt',
    address: { line1: 'شارع أحمد الجابر', city: 'الكويت', country: 'KW' },
    ...{ time_zone: 'Asia/Kuwait' },
  })
  const all = { brandt, lichtblick, hafen, nordsee, atelier, qasr }
  const created = Object.entries(all).map(async ([name, customer]) => [name, (await customer).id] as const)
  const ids = Object.fromEntries(await Promise.all(created))
  await saveMethod(clients, ids.lichtblick!, 'pm_card_visa')
  await agreeToDebit(clients, await saveMethod(clients, ids.nordsee!, await debitOf(clients)))
  return ids
}

/** A bank account at the provider, whose debits take days. */
async function debitOf({ provider }: MerchantClients): Promise<string> {
  const { id } = await provider.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'AT611904300234573201' },
    billing_details: { name: 'Nordsee Windpark Service', email: 'rechnung@nordseewind.example' },
  })
  return id
}

/** Creates the mandate under which the account can be debited off session. */
async function agreeToDebit({ provider }: MerchantClients, methodId: string): Promise<void> {
  const { customer } = await provider.paymentMethods.retrieve(methodId)
  await provider.setupIntents.create({
    customer: customer as string,
    payment_method: methodId,
    allowed_payment_method_types: ['sepa_debit'],
    usage: 'off_session',
    confirm: true,
    mandate_data: { customer_acceptance: { type: 'offline' } },
  } as never)
}
