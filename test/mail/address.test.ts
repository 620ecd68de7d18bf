import { expect, test } from 'vitest'
import { mailAddress } from '../../src/mail-address.ts'

const local64 = 'l'.repeat(64)

test.each([
  ['jonas@lindner.example', 'jonas@lindner.example'],
  ['  jonas@lindner.example\n', 'jonas@lindner.example'],
  ['Jonas.Lindner+bills@Mail.Lindner.example', 'Jonas.Lindner+bills@Mail.Lindner.example'],
  ["o'hara_x@x-y.example", "o'hara_x@x-y.example"],
  ['kasse@müller.example', 'kasse@xn--mller-kva.example'],
  [`${local64}@x.example`, `${local64}@x.example`],
])('%j is a valid address', (text, address) => {
  expect(mailAddress(text)).toBe(address)
})

test.each([
  'a@b',
  'trailing.@x.example',
  '.leading@x.example',
  'a..b@x.example',
  'a@x_y.example',
  'a@-x.example',
  'a@x..example',
  'a@x.example.',
  `l${local64}@x.example`,
  `a@${'d'.repeat(64)}.example`,
  `a@${'d.'.repeat(130)}example`,
  'a@127.0.0.1',
  'a@[127.0.0.1]',
  'two@x.example, three@x.example',
  'Jonas <jonas@lindner.example>',
  'a b@x.example',
  'a@x.example\r\nBcc: b@x.example',
  'müller@x.example',
  'a@münchen.example/path',
  'plain',
  '@x.example',
  'a@',
  '',
])('%j is not a valid address', (text) => {
  expect(mailAddress(text)).toBeNull()
})
