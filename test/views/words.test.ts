import { describe, expect, test } from 'vitest'
import { refusalCodes } from '../../src/core/refusals.ts'
import { declineCodes, declineReason, declineReasons } from '../../src/views/words/declines.ts'
import { isolate } from '../../src/views/words/isolate.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { count } from '../../src/views/words/plural.ts'
import { payerRefusal, payerRefusals } from '../../src/views/words/refusals.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'

const words = (tag: string) => {
  const { language } = chooseLocale([tag], null, 'en')
  return {
    ...wordsFor({ language }, 'invoice'),
    ...wordsFor({ language }, 'pay'),
    mail: wordsFor({ language }, 'mail'),
    ...wordsFor({ language }, 'plain'),
  }
}

/** The figures that choose a plural form. */
const counts: ReadonlySet<string> = new Set(['days', 'lines', 'minutes'])

/** Every sentence of a catalogue as [path, sentence], the ones with figures filled in. */
function sentences(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') {
    const figure = (name: string) => (counts.has(name) ? count(5, 'en') : `{${name}}`)
    const filled = new Proxy({}, { get: (_, name: string) => figure(name) })
    return [[path, node(filled)]]
  }
  return Object.entries(node as object).flatMap(([name, child]) => sentences(child, `${path}.${name}`))
}

/** Sentences that say the same in two languages on purpose: names, marks and ranges. */
const isShared = (path: string) =>
  /methodType|period|home\.title|linkLine|taxId|document\.total|paidElsewhere|help\.website|help\.mail/.test(path)

describe.each(languages)('the %s catalogue', (language) => {
  const all = sentences(words(language))

  test('says something everywhere', () => {
    expect(all.length).toBeGreaterThan(250)
    for (const [path, sentence] of all) {
      expect(sentence.trim(), path).not.toBe('')
      expect(sentence, path).not.toMatch(/undefined|NaN|\[object|\$\{/)
    }
  })

  test('names every figure that the English sentence names, except where grammar says it otherwise', () => {
    const english = new Map(sentences(words('en')))
    for (const [path, sentence] of all) {
      const figures = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([figure]) => figure).sort()
      expect(figures(sentence), path).toEqual(figures(english.get(path)!))
    }
  })

  test('leaves nothing in English', () => {
    if (language === 'en') return
    const english = new Map(sentences(words('en')))
    const same = all.filter(([path, sentence]) => english.get(path) === sentence && !isShared(path))
    expect(
      same
        .map(([path]) => path)
        .filter((path) => !['.standing.', '.document.', '.mail.'].some((part) => path.startsWith(part))),
    ).toEqual([])
    expect(same.length).toBeLessThan(10)
  })
})

test('days are counted as each language counts', () => {
  const left = (language: string) =>
    [0, 1, 2, 3, 11, 100].map((n) => words(language).due.daysLeft({ days: count(n, 'en') }))
  expect(left('en')).toEqual([
    '0 days left',
    '1 day left',
    '2 days left',
    '3 days left',
    '11 days left',
    '100 days left',
  ])
  expect(left('de').slice(1, 3)).toEqual(['noch 1 Tag', 'noch 2 Tage'])
  expect(left('fr').slice(0, 3)).toEqual(['encore 0 jour', 'encore 1 jour', 'encore 2 jours'])
  expect(left('ja').slice(1, 3)).toEqual(['あと1日', 'あと2日'])
  expect(left('ar')).toEqual([
    'لم يبقَ أي يوم',
    'بقي يوم واحد',
    'بقي يومان',
    'بقيت 3 أيام',
    'بقي 11 يومًا',
    'بقي 100 يوم',
  ])
})

test('a lost, stolen or suspected card says only that the bank declined', () => {
  for (const code of [
    'lost_card',
    'stolen_card',
    'pickup_card',
    'fraudulent',
    'merchant_blacklist',
    'restricted_card',
    'security_violation',
  ]) {
    expect(declineReason({ code: 'card_declined', declineCode: code })).toBe('declined')
  }
})

test("the bank's code says more than the provider's, and an unheard one still gets an answer", () => {
  expect(declineReason({ code: 'card_declined', declineCode: 'insufficient_funds' })).toBe('insufficient_funds')
  expect(declineReason({ code: 'expired_card', declineCode: null })).toBe('expired')
  expect(declineReason({ code: 'card_declined', declineCode: 'brand_new_code' })).toBe('declined')
  expect(declineReason({ code: 'brand_new_code', declineCode: null })).toBe('unknown')
  for (const code of ['constructor', '__proto__', 'toString'])
    expect(declineReason({ code, declineCode: code })).toBe('unknown')
})

test('every reason for a decline is reached by some code', () => {
  const reached = new Set(declineCodes.map((code) => declineReason({ code, declineCode: null })))
  expect(declineReasons.filter((reason) => !reached.has(reason))).toEqual(['unknown'])
})

test('every refusal has words for a payer', () => {
  const reached = new Set(refusalCodes.map(payerRefusal))
  expect([...reached].sort()).toEqual([...payerRefusals].sort())
})

test('names are only isolated where two directions meet', () => {
  expect(isolate('Kranwerk', 'ltr')).toBe('Kranwerk')
  expect(isolate('Kranwerk', 'rtl')).toBe('\u2068Kranwerk\u2069')
  expect(isolate('شركة', 'ltr')).toBe('\u2068شركة\u2069')
  expect(isolate('شركة', 'rtl')).toBe('شركة')
})
