/** Remit's response to a form; the bench reads only fields that exist. */
export type Answer = {
  readonly id: string
  readonly hosted_invoice_url: string
  readonly amount_remaining: number
}

/** A minimal client of the API. Throws on an error response. */
export const apiOf =
  (url: string, apiKey: string) =>
  async (path: string, params: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const answer = await fetch(`${url}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}` },
      body: new URLSearchParams(params),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }

type Api = ReturnType<typeof apiOf>

/** Creates a draft with three taxed lines for a new customer. */
export async function draftOf(api: Api, terms: Readonly<Record<string, string>> = {}, zone = 'Europe/Berlin') {
  const { id: customer } = await api('customers', {
    name: 'Jonas Wieland Bau',
    email: 'jonas@wieland.example',
    'preferred_locales[0]': 'en-GB',
    'address[line1]': 'Torstraße 12',
    'address[postal_code]': '10119',
    'address[city]': 'Berlin',
    'address[country]': 'DE',
    'metadata[zone]': zone,
  })
  const rate = await api('tax_rates', { display_name: 'USt.', percentage: '19', inclusive: 'false', country: 'DE' })
  const { id } = await api('invoices', {
    customer,
    collection_method: 'send_invoice',
    currency: 'eur',
    'default_tax_rates[0]': rate.id,
    ...terms,
  })
  for (const [description, amount] of lines)
    await api('invoiceitems', { customer, invoice: id, currency: 'eur', description, amount })
  return { id, customer }
}

const lines = [
  ['Turmdrehkran 30 m, Aufbau', '119000'],
  ['Kranführer, Stunden', '46250'],
  ['Seilrolle Ø 240 mm, Stahl', '18400'],
] as const
