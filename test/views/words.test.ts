import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { refusalCodes } from '../../src/core/refusals.ts'
import type { MailWords, PlainWords } from '../../src/views/words/catalogue.ts'
import { declineCodes, declineReason, declineReasons } from '../../src/views/words/declines.ts'
import { isolate } from '../../src/views/words/isolate.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { type Count, count, pluralForms, pluralIn } from '../../src/views/words/plural.ts'
import { payerRefusal, payerRefusals } from '../../src/views/words/refusals.ts'
import { catalogues } from '../../src/views/words/words-for.ts'
import { countOfEachForm, sentencesOf, wordFlaws } from './word-flaws.ts'

const words = (tag: string) => {
  const { language } = chooseLocale([tag], null, 'en')
  const { invoice, pay, mail, plain, statement } = catalogues[language]
  return { ...invoice(), ...pay(), mail: mail(), ...plain(), statement: statement() }
}

/** Every sentence of a catalogue as [path, sentence], one for each plural form, with the names of figures in place of them. */
function sentences(node: unknown, language: string, path = ''): [string, string][] {
  if (typeof node === 'object')
    return Object.entries(node!).flatMap(([name, child]) => sentences(child, language, `${path}.${name}`))
  return sentencesOf(node, language).map((sentence) => [path, sentence])
}

/** Sentences that say the same in two languages on purpose: names, marks and ranges. */
const isShared = (path: string) =>
  /methodType|document\.period|home\.title|linkLine|taxId|document\.total|paidElsewhere|help\.website|help\.mail|statement\.(?:date|text|entryOf|entries\.correction|columns\.status)/.test(
    path,
  )

describe.each(languages)('the %s catalogue', (language) => {
  test('has the keys, figures and plural forms that it needs, and no others', () => {
    expect(sentences(words(language), language).length).toBeGreaterThan(250)
    expect(wordFlaws(words(language), words('en'), language)).toEqual([])
  })

  test('has its own plural rules', () => {
    expect([...pluralForms[language]].sort()).toEqual(
      new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort(),
    )
    const files = globSync(`src/views/words/${language}/*.ts`).map((file) => readFileSync(file, 'utf8'))
    expect(files).toHaveLength(9)
    for (const [, of] of files.join('').matchAll(/pluralIn\('(\w+)'\)/g)) expect(of).toBe(language)
  })

  test('leaves nothing in English', () => {
    if (language === 'en') return
    const english = new Map(sentences(words('en'), 'en'))
    const same = sentences(words(language), language).filter(
      ([path, sentence]) => english.get(path) === sentence && !isShared(path),
    )
    expect(
      same
        .map(([path]) => path)
        .filter((path) => !['.standing.', '.document.', '.mail.'].some((part) => path.startsWith(part))),
    ).toEqual([])
    expect(same.length).toBeLessThan(10)
  })
})

test('the texts of a language are built once, on first use, and those of other languages are not', async () => {
  vi.resetModules()
  const rules = vi.spyOn(Intl, 'PluralRules')
  const fresh = await import('../../src/views/words/words-for.ts')
  const { ja, fr } = fresh.catalogues
  const [page, mail, other] = [vi.spyOn(ja, 'pay'), vi.spyOn(ja, 'mail'), vi.spyOn(fr, 'mail')]
  expect(rules).not.toHaveBeenCalled()
  expect(fresh.wordsFor({ language: 'ja' }, 'mail')).toBe(fresh.wordsFor({ language: 'ja' }, 'mail'))
  expect([page, mail, other].map(({ mock }) => mock.calls.length)).toEqual([0, 1, 0])
  fresh.wordsFor({ language: 'de' }, 'mail')
  expect(rules.mock.calls).toEqual([['de']])
  vi.restoreAllMocks()
})

describe('a mistake in a catalogue is found:', () => {
  const plural = pluralIn('ar')
  const english = {
    plain: 'Paid',
    named: (p: { amount: string; date: string }) => `${p.amount} on ${p.date}`,
    left: (p: { days: Count; seller: string }) => `${p.days.text} days for ${p.seller}`,
    group: { one: 'One', two: 'Two' },
  }
  const right = {
    plain: 'مدفوعة',
    named: ({ amount, date }: { amount: string; date: string }) => `${date}: ${amount}`,
    left: ({ days, seller }: { days: Count; seller: string }) =>
      plural(days, {
        zero: `اليوم ${seller}`,
        one: `غدًا ${seller}`,
        two: `يومان ${seller}`,
        few: `${days.text} أيام ${seller}`,
        many: `${days.text} يومًا ${seller}`,
        other: `${days.text} يوم ${seller}`,
      }),
    group: { one: 'واحد', two: 'اثنان' },
  }
  const flaws = (change: object) => wordFlaws({ ...right, ...change }, english, 'ar')

  test('none where there is none', () => expect(flaws({})).toEqual([]))
  test('a missing key', () => expect(flaws({ group: { one: 'واحد' } })).toEqual(['group.two: is missing']))
  test('a key that English does not have', () =>
    expect(flaws({ group: { ...right.group, tow: 'اثنان' } })).toEqual(['group.tow: is not an English key']))
  test('an empty sentence', () => expect(flaws({ plain: ' ' })).toEqual(['plain: says nothing']))
  test('a sentence where figures belong', () =>
    expect(flaws({ named: 'مدفوعة' })).toEqual(['named: is a string, not a function']))
  test('a figure left out', () =>
    expect(flaws({ named: ({ amount }: { amount: string }) => amount })).toEqual(['named: does not name {date}']))
  test('a figure that English does not name', () =>
    expect(flaws({ named: (p: Record<string, string>) => `${p.amount} ${p.date} ${p.seller}` })).toEqual([
      'named: names {seller}, which English does not',
    ]))
  test('a figure left out of one plural form', () =>
    expect(
      flaws({
        left: (p: { days: Count; seller: string }) => (p.days.n === 2 ? 'يومان' : right.left(p)),
      }),
    ).toEqual(['left: does not name {seller}']))
  test('a form that is missing at run time', () =>
    expect(
      flaws({
        left: ({ days, seller }: { days: Count; seller: string }) =>
          `${plural(days, { one: '', two: '', zero: '', other: '' } as never)} ${days.text} ${seller}`,
      }),
    ).toEqual(['left: says "undefined {count} {seller}"']))
  test('a count that is never said', () =>
    expect(flaws({ left: ({ seller }: { seller: string }) => seller })).toEqual(['left: does not name {count}']))

  test('and these are refused by their types', () => {
    const days = count(3, 'en')
    // @ts-expect-error A form that Arabic has is missing.
    plural(days, { zero: '', one: '', two: '', few: '', other: '' })
    // @ts-expect-error German has no form for two.
    pluralIn('de')(days, { one: '', two: '', other: '' })
    // @ts-expect-error A language whose plural forms are not declared.
    expect(() => pluralIn('tlh')).not.toThrow()
    const home = { title: '', what: '', next: '' }
    // @ts-expect-error A key is missing.
    const missing = { title: '', what: '' } satisfies PlainWords['home']
    // @ts-expect-error A key is one too many.
    const more = { ...home, why: '' } satisfies PlainWords['home']
    // @ts-expect-error A figure that the sentence is not given.
    const figure = (({ number }) => number) satisfies MailWords['greetingTo']
    expect([missing, more, figure]).toHaveLength(3)
  })
})

test('each form of a language has a count', () => {
  expect(countOfEachForm('ar').map(({ n }) => n)).toEqual([0, 1, 2, 3, 11, 100])
  expect(countOfEachForm('fr').map(({ n }) => n)).toEqual([0, 2, 1_000_000])
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

test("the bank's code is preferred to the provider's, and an unknown code has a text as well", () => {
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

test('names are isolated only where two directions of text meet', () => {
  expect(isolate('Kranwerk', 'ltr')).toBe('Kranwerk')
  expect(isolate('Kranwerk', 'rtl')).toBe('\u2068Kranwerk\u2069')
  expect(isolate('شركة', 'ltr')).toBe('\u2068شركة\u2069')
  expect(isolate('شركة', 'rtl')).toBe('شركة')
})
