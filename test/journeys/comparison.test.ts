import { expect } from 'vitest'
import { bill, newCustomer } from '../world/billing.ts'
import { wrongsInBooks } from '../world/books.ts'
import { checkoutFor, pathOf, post } from '../world/form.ts'
import { kranwerk } from '../world/merchant.ts'
import { payAndVanish } from '../world/moves.ts'
import { truthOf, webhooks } from '../world/provider.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'

story('the comparison of the books with the truth, which ends every story, finds what is planted', async () => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  await settled()
  expect(await wrongsInBooks()).toEqual([])

  await rows('UPDATE invoices SET amount_remaining_minor = amount_remaining_minor - 1 WHERE id = ?', invoice.id)
  expect(await wrongsInBooks()).toEqual([`${invoice.id} (open) is owed 118999, the books say 119000`])
  await rows('UPDATE invoices SET amount_remaining_minor = amount_remaining_minor + 1 WHERE id = ?', invoice.id)

  const [before] = await rows<{ state: string }>('SELECT state FROM customers WHERE id = ?', jonas.id)
  await rows(`UPDATE customers SET state = json_set(state, '$.balances.eur', -5) WHERE id = ?`, jonas.id)
  expect(await wrongsInBooks()).toEqual([
    `${jonas.id} in eur: shown -5, booked 0`,
    `${jonas.id}: its row is not what its history adds up to`,
  ])
  await rows('UPDATE customers SET state = ? WHERE id = ?', before!.state, jonas.id)

  await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))
  const { sessions } = await truthOf(kranwerk)
  await webhooks(kranwerk, 'pause')
  await payAndVanish(sessions.find(({ metadata }) => metadata.remit_invoice === invoice.id)!.id)
  await settled()
  expect(await wrongsInBooks()).toEqual([
    expect.stringMatching(/^payment stripe:.*: the provider says 119000, the books \[\]$/),
  ])
  await webhooks(kranwerk, 'resume')
})

story('nobody can change or take away what was booked', async () => {
  for (const table of ['ledger_postings', 'ledger_transactions']) {
    await expect(rows(`UPDATE ${table} SET currency = 'xxx'`)).rejects.toThrow()
    await expect(rows(`DELETE FROM ${table}`)).rejects.toThrow()
  }
})
