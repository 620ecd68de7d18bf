import { expect, test } from 'vitest'
import { maskedAddress } from '../../../src/core/links/masked-address.ts'

test.each([
  ['ida@falk.example', 'i•••@f•••.example'],
  ['anne.marie.von.der.heide+rechnungen@post.rathaus.berlin.de', 'a•••@p•••.de'],
  ['a@b.co', 'a•••@b•••.co'],
  ['x@x.uk', 'x•••@x•••.uk'],
  ['ab@localhost', 'a•••@l•••'],
  ['田中@例え.テスト', '田•••@例•••.テスト'],
  ['محاسب@شركة.السعودية', 'م•••@ش•••.السعودية'],
  ['वित्त@उदाहरण.भारत', 'व•••@उ•••.भारत'],
  ['𝒶da@xn--fsqu00a.xn--0zwm56d', '𝒶•••@x•••.xn--0zwm56d'],
  ['"ida falk"@falk.example', 'i•••@f•••.example'],
  ['\u202emoc.elpmaxe@ida.example', 'm•••@i•••.example'],
  ['_-_@-.example', '•••@•••.example'],
  ['a@b@c.example', 'a•••@c•••.example'],
  ['user@[192.0.2.7]', 'u•••@1•••'],
])('%s is shown as %s', (address, shown) => {
  expect(maskedAddress(address)).toBe(shown)
})

test('addresses of every length look alike, so that nothing can be counted', () => {
  const shown = Array.from({ length: 60 }, (_, i) => maskedAddress(`i${'d'.repeat(i)}@f${'a'.repeat(i)}.de`))
  expect(new Set(shown)).toEqual(new Set(['i•••@f•••.de']))
})
