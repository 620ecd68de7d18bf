import { expect } from 'vitest'
import { bill, newCustomer } from '../world/billing.ts'
import { bookViolations } from '../world/books.ts'
import { payWithoutReturning } from '../world/browser-actions.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { kranwerk } from '../world/merchant.ts'
import { truthOf, webhooks } from '../world/provider.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'

story('the comparison of books and provider, which ends every journey, reports each planted difference', async () => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  await settled()
  expect(await bookViolations()).toEqual([])

  await rows('UPDATE invoices SET amount_remaining_minor = amount_remaining_minor - 1 WHERE id = ?', invoice.id)
  expect(await bookViolations()).toEqual([`${invoice.id} (open) is owed 118999, the books say 119000`])
  await rows('UPDATE invoices SET amount_remaining_minor = amount_remaining_minor + 1 WHERE id = ?', invoice.id)

  const [before] = await rows<{ state: string }>('SELECT state FROM customers WHERE id = ?', jonas.id)
  await rows(`UPDATE customers SET state = json_set(state, '$.balances.eur', -5) WHERE id = ?`, jonas.id)
  expect(await bookViolations()).toEqual([
    `${jonas.id} in eur: shown -5, booked 0`,
    `${jonas.id}: its row does not equal its folded history`,
  ])
  await rows('UPDATE customers SET state = ? WHERE id = ?', before!.state, jonas.id)

  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const { sessions } = await truthOf(kranwerk)
  await webhooks(kranwerk, 'pause')
  await payWithoutReturning(sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!.id)
  await settled()
  expect(await bookViolations()).toEqual([
    expect.stringMatching(/^payment stripe:.*: the provider says 119000, the books \[\]$/),
  ])
  await webhooks(kranwerk, 'resume')
})

story('booked ledger rows and events cannot be updated or deleted', async () => {
  for (const table of ['ledger_postings', 'ledger_transactions']) {
    await expect(rows(`UPDATE ${table} SET currency = 'xxx'`)).rejects.toThrow()
    await expect(rows(`DELETE FROM ${table}`)).rejects.toThrow()
  }
})
