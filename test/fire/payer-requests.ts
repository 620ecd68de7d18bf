const ourForm = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
const visa = { method: 'card', number: '4242424242424242', expiry: '12/34', cvc: '123' }

export type Form = Readonly<Record<string, string>>

/** Sends a page's form without following the redirect: the status and its location. */
export async function sendForm(url: string, fields: Form): Promise<{ status: number; location: string | null }> {
  const body = new URLSearchParams(fields).toString()
  const answer = await fetch(url, { method: 'POST', headers: ourForm, body, redirect: 'manual' })
  await answer.body?.cancel()
  return { status: answer.status, location: answer.headers.get('location') }
}

type Page = { readonly hosted_invoice_url: string; readonly amount_remaining: number }

/** Presses "pay" on an invoice's page: for the provider's checkout unless a saved method is named. */
export const pressPay = ({ hosted_invoice_url, amount_remaining }: Page, method = 'checkout') =>
  sendForm(`${hosted_invoice_url}/payments`, { method, amount: String(amount_remaining) })

/** Pays at the provider's checkout, by card unless the form says otherwise: the return URL, or null where nothing was paid. */
export async function payAtCheckout(url: string, fields: Form = {}): Promise<string | null> {
  const { status, location } = await sendForm(url, { ...visa, ...fields })
  return status === 303 ? location : null
}

/** Requests the return URL without following redirects, and returns the status. */
export async function followReturn(location: string): Promise<number> {
  const answer = await fetch(location, { redirect: 'manual' })
  await answer.body?.cancel()
  return answer.status
}
