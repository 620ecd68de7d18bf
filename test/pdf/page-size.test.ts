import { expect, test } from 'vitest'
import { pageSizes } from '../../src/pdf/sheet.ts'
import { pageSizeFor } from '../../src/views/print/page-size.ts'
import { customers, harbor, kranwerk } from '../world/cast.ts'
import { issued } from '../world/invoices.ts'

const homeless = (customer: (typeof customers)['nora' | 'jonas']) => ({ ...customer, address: null })

test.each([
  ['a customer in the United States', issued({ to: customers.nora }), 'letter'],
  ['a customer in Germany', issued({ of: harbor, to: customers.jonas }), 'a4'],
  ['a customer in Great Britain', issued({ of: harbor, to: customers.oliver }), 'a4'],
  [
    'a customer without an address, of a merchant in the United States',
    issued({ of: harbor, to: homeless(customers.nora) }),
    'letter',
  ],
  [
    'a customer without an address, of a merchant in Germany',
    issued({ of: kranwerk, to: homeless(customers.jonas) }),
    'a4',
  ],
])('an invoice to %s is printed on their paper', (_, invoice, size) => {
  expect(pageSizeFor(invoice)).toBe(size)
  expect(Object.keys(pageSizes)).toContain(size)
})
