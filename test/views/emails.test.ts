import { describe, expect, test } from 'vitest'
import { offer } from '../../src/core/payments/offer.ts'
import { actionRequiredMail } from '../../src/views/emails/action-required-mail.ts'
import { freshLinkMail } from '../../src/views/emails/fresh-link-mail.ts'
import { invoiceMail } from '../../src/views/emails/invoice-mail.ts'
import type { MailProps } from '../../src/views/emails/letter.ts'
import { paymentFailedMail } from '../../src/views/emails/payment-failed-mail.ts'
import { receiptMail } from '../../src/views/emails/receipt-mail.ts'
import { reminderMail } from '../../src/views/emails/reminder-mail.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'
import { account, customers, kranwerk, monday, visa } from '../world/cast.ts'
import {
  awaitingTransfer,
  dayMs,
  failed,
  issued,
  later,
  line,
  paidInFull,
  started,
  succeeded,
} from '../world/invoices.ts'
import { everyStanding } from '../world/standings.ts'
import { hostileTexts } from './hostile.ts'
import { read, tagsOf } from './tags.ts'

const url = 'https://pay.example/i/token.of.jonas'

const props = (changes: Partial<MailProps> & { language?: string } = {}): MailProps => {
  const { language = 'en', account = kranwerk, invoice = issued(), ...rest } = changes
  const offered = offer(account, invoice, { customer: customers.jonas, hasProvider: true })
  return {
    account,
    invoice,
    canPay: offered.online.ok,
    transfer: offered.transfer,
    reader: { locale: chooseLocale([language], null, 'en'), timeZone: invoice.plan.timeZone },
    url,
    pdf: null,
    now: monday,
    origin: 'https://pay.example',
    ...rest,
  }
}

const charged = later(
  issued(),
  monday,
  started(119000, { kind: 'automatic' }),
  failed('card_declined', 'expired_card', monday, monday + 3 * dayMs),
)
const paid = later(issued(), monday, started(119000), succeeded(119000), paidInFull)
const half = later(issued(), monday, started(50000), succeeded(50000))
const transferChosen = later(issued(), monday, started(119000), awaitingTransfer())

const mails = {
  invoice: (changes = {}) => invoiceMail(props(changes)),
  'reminder before': (changes = {}) => reminderMail(props({ now: monday + 11 * dayMs, step: 'due-3', ...changes })),
  'reminder on the day': (changes = {}) => reminderMail(props({ now: monday + 14 * dayMs, step: 'due+0', ...changes })),
  'reminder after': (changes = {}) => reminderMail(props({ now: monday + 17 * dayMs, step: 'due+3', ...changes })),
  'reminder with a transfer': (changes = {}) =>
    reminderMail(props({ invoice: transferChosen, now: monday + 17 * dayMs, step: 'due+3', ...changes })),
  receipt: (changes = {}) => receiptMail(props({ invoice: paid, ...changes })),
  'receipt for a part': (changes = {}) => receiptMail(props({ invoice: half, ...changes })),
  'payment failed': (changes = {}) => paymentFailedMail(props({ invoice: charged, ...changes })),
  'action required': (changes = {}) => actionRequiredMail(props(changes)),
  'fresh link': (changes = {}) => freshLinkMail(props(changes)),
}

/** The first three words in a row that both have; in Japanese, eight characters. */
function sharedRun(heading: string, text: string, language: string): string {
  const isJapanese = language === 'ja'
  const units = (of: string) =>
    isJapanese
      ? [...of]
      : of
          .toLowerCase()
          .split(/[^\p{L}\p{M}\p{N}’]+/u)
          .filter(Boolean)
  const [size, joint] = isJapanese ? [8, ''] : [3, ' ']
  const [short, long] = [units(heading), ` ${units(text).join(joint)} `]
  const runs = short.slice(size - 1).map((_, i) => short.slice(i, i + size).join(joint))
  return runs.find((run) => long.includes(isJapanese ? run : ` ${run} `)) ?? ''
}

const plain = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f\u061c]/g, '').replace(/\s/g, ' ')

describe.each(Object.entries(mails))('the mail "%s"', (_, write) => {
  test.each(languages)('has the payee, the kind and the amount in its subject, in %s', (language) => {
    const subject = plain(write({ language }).subject)
    expect(subject).toContain('Kranwerk Berlin GmbH')
    expect(subject).toContain('KW-0017')
    expect(subject).toMatch(/1[.,\s ]190[.,]00|500[.,]00/)
  })

  test.each(languages)('is complete in HTML and in plain text, in %s', (language) => {
    const { html, text } = write({ language })
    for (const body of [read(html), plain(text)]) {
      expect(body).not.toMatch(/undefined|NaN|\[object|null/)
      for (const part of [
        'KW-0017',
        'pay.example',
        'rechnung@kranwerk.example',
        'Köpenicker Straße 154',
        'DE811907980',
      ])
        expect(body).toContain(part)
    }
    const words = plain(text)
      .split(' ')
      .filter((word) => word.length > 3 && word !== url)
    expect(words.length).toBeGreaterThan(30)
    for (const word of words) expect(plain(read(html)), word).toContain(word.replace(/[:：]$/, ''))
  })

  test('shows where its link leads in short, and the whole address behind it and in the text', () => {
    const { html, text } = write()
    expect(read(html)).not.toContain('token.of.jonas')
    expect(read(html)).toMatch(/pay\.example · \S*KW-0017/)
    expect(text.split('\n')).toContain(url)
    const links = tagsOf(html).filter(({ name }) => name === 'a')
    expect(links.map(({ attributes }) => attributes.get('href'))).toEqual([url, url])
  })

  test.each(languages)('says nothing in its text that its heading says, in %s', (language) => {
    const { html } = write({ language })
    const [, heading = '', rest = ''] = /<h1[^>]*>(.*?)<\/h1>(.*?)<p class="soft"/s.exec(html) ?? []
    expect(heading).not.toBe('')
    expect(sharedRun(plain(read(heading)), plain(read(rest)), language)).toBe('')
  })

  test('is no wider than 600 px, carries no script, and makes sense with images off', () => {
    const { html } = write({ account: account({ branding: { ...kranwerk.branding, logo: 'abc' } }) })
    const tags = tagsOf(html)
    expect(tags.filter(({ name }) => /^(script|link|iframe|form|input)$/.test(name))).toEqual([])
    expect(html).toContain('max-width:600px')
    expect(tags.find(({ name }) => name === 'img')?.attributes.get('src')).toBe(
      'https://pay.example/logos/acct_kranwerk/abc',
    )
    expect(read(html)).toContain('Kranwerk Berlin GmbH')
    expect(html).toContain('@media (prefers-color-scheme:dark)')
  })

  test('has no button without a link', () => {
    const { html, text } = write({ url: null })
    expect(tagsOf(html).filter(({ name }) => name === 'a')).toEqual([])
    expect(text).not.toContain('http://')
    expect(text).not.toContain('/i/')
  })
})

test('no name adds a header or a line', () => {
  for (const text of hostileTexts) {
    const of = account({ name: text })
    const invoice = issued({
      of,
      to: { ...customers.jonas, name: text },
      number: text,
      lines: [line(text, '1', '100')],
    })
    const { subject, html, text: body } = invoiceMail(props({ account: of, invoice }))
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
    expect([...subject].length).toBeLessThanOrEqual(200)
    expect(body.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false)
    expect(tagsOf(html).filter(({ name }) => name === 'script')).toEqual([])
  }
})

test("a merchant's note keeps its lines", () => {
  const { text } = invoiceMail(props({ invoice: issued({ memo: 'Vielen Dank!\nIhre Anke' }) }))
  expect(text).toContain('\nVielen Dank!\nIhre Anke\n')
})

describe('reminders', () => {
  test.each(languages)(
    'say that a transfer was chosen and has not arrived, as long as nothing has, in %s',
    (language) => {
      const words = wordsFor(chooseLocale([language], null, 'en'), 'mail')
      const chosen = words.transferChosen({ date: '#' }).split('#').map(plain)
      const written = plain(mails['reminder with a transfer']({ language }).text)
      for (const part of chosen) expect(written).toContain(part)
      expect(plain(mails['reminder after']({ language }).text)).not.toContain(chosen.at(-1)!)
    },
  )

  const subjectAt = (days: number, step: string, language = 'en') =>
    plain(reminderMail(props({ now: monday + (14 + days) * dayMs, step, language })).subject)

  test('grow firmer with each step', () => {
    expect(subjectAt(-3, 'due-3')).toBe('Due in 3 days: €1,190.00 to Kranwerk Berlin GmbH, invoice KW-0017')
    expect(subjectAt(0, 'due+0')).toBe('Due today: €1,190.00 to Kranwerk Berlin GmbH, invoice KW-0017')
    expect(subjectAt(3, 'due+3')).toBe('3 days late: €1,190.00 to Kranwerk Berlin GmbH, invoice KW-0017')
    expect(subjectAt(7, 'due+7')).toBe('Still unpaid after 7 days: €1,190.00 to Kranwerk Berlin GmbH, invoice KW-0017')
    expect(subjectAt(14, 'due+14')).toBe(
      'Please pay now: €1,190.00 to Kranwerk Berlin GmbH, 14 days late, invoice KW-0017',
    )
  })

  test('count the days as they are, also when a step was missed and sent later', () => {
    expect(subjectAt(9, 'due+7')).toContain('9 days')
    expect(subjectAt(1, 'due+0')).toContain('1 day late')
    expect(subjectAt(-1, 'due-3')).toContain('Due tomorrow')
  })

  test('count in Arabic as Arabic counts', () => {
    expect(subjectAt(2, 'due+3', 'ar')).toContain('يومين')
    expect(subjectAt(14, 'due+14', 'ar')).toContain('14 يومًا')
  })
})

test('a receipt for a part says what is left, and one for an overpayment what becomes credit', () => {
  expect(plain(receiptMail(props({ invoice: half })).text)).toContain('€690.00 is still to pay')
  const tooMuch = later(issued(), monday, started(119000), succeeded(129000, { allocatedMinor: 119000 }), paidInFull)
  expect(plain(receiptMail(props({ invoice: tooMuch })).text)).toContain('€100.00 more than was due arrived')
})

test('a mail about a failed payment says why, what to do, and when it is retried', () => {
  const { text } = paymentFailedMail(props({ invoice: charged }))
  expect(plain(text)).toContain('This card has expired. ')
  expect(plain(text)).toContain('It will be tried again by itself on November 5, 2026')
})

test('an invoice that is settled by credit asks for no payment', () => {
  const { subject, text } = invoiceMail(props({ invoice: issued({ balanceMinor: -200000 }) }))
  expect(plain(subject)).toContain('already paid')
  expect(text).not.toContain('View and pay')
})

test('a long invoice is shortened to five lines and a count', () => {
  const lines = Array.from({ length: 12 }, (_, i) => line(`Position ${i + 1}`, '1', '100'))
  const { text } = invoiceMail(props({ invoice: issued({ lines }) }))
  expect(text).toContain('- Position 5: €1.00\n- and 7 more lines\n')
})

describe('a day is named in the time zone of the customer', () => {
  const tokyo = { ...customers.jonas, timeZone: 'Asia/Tokyo' }
  const invoice = issued({ of: account({ timeZone: 'America/New_York' }), to: tokyo })
  const subject = (step: string, now: number) => reminderMail(props({ invoice, step, now })).subject

  test('half past nine in Tokyo on the due day, the reminder says today', () => {
    expect(subject('due+0', Date.UTC(2026, 10, 16, 0, 30))).toMatch(/^Due today: /)
    expect(subject('due-3', Date.UTC(2026, 10, 13, 0, 30))).toMatch(/^Due in 3 days: /)
  })

  test('when the day is over in Tokyo and not yet in New York, the date stands alone', () => {
    const mail = reminderMail(props({ invoice, step: 'due+1', now: Date.UTC(2026, 10, 17, 0, 30) }))
    expect(mail.subject).toContain('due November 16, 2026')
    expect(mail.subject + mail.text).not.toMatch(/today|tomorrow|late/)
  })
})

describe('the PDF of a mail', () => {
  const carriers = { invoice: mails.invoice, receipt: mails.receipt }

  test.each(languages)('is announced where it is attached, and linked where it is too large, in %s', (language) => {
    const words = wordsFor(chooseLocale([language], null, 'en'), 'mail')
    for (const [kind, write] of Object.entries(carriers)) {
      const { attached, tooLarge, download } = words
      const of = kind as keyof typeof carriers
      const file = write({ language, pdf: { kind: 'attached' } })
      for (const body of [read(file.html), file.text]) expect(plain(body)).toContain(plain(attached[of]))
      const pdfUrl = `${url}/${kind}.pdf`
      const linked = write({ language, pdf: { kind: 'linked', url: pdfUrl } })
      expect(plain(linked.text)).toContain(plain(`${tooLarge[of]} ${pdfUrl}`))
      expect(plain(read(linked.html))).toContain(plain(`${tooLarge[of]} ${download}`))
      expect(linked.html).toContain(`href="${pdfUrl}"`)
      for (const { text } of [file, linked, write({ language })])
        expect(text.includes(attached[of])).toBe(text === file.text)
    }
  })

  test('can be downloaded also from a mail without a link to the page', () => {
    const { text } = mails.invoice({ url: null, pdf: { kind: 'linked', url: `${url}/invoice.pdf` } })
    expect(text.split('\n').filter((line) => line.includes('/i/'))).toEqual([`${url}/invoice.pdf`])
  })
})

test('a payment that failed for no known reason is said to have failed once', () => {
  const unknown = later(
    issued(),
    monday,
    started(119000, { kind: 'automatic' }),
    failed('something_new', null, monday, monday + 3 * dayMs),
  )
  const { text } = paymentFailedMail(props({ invoice: unknown }))
  expect(text.match(/didn’t go through/g)).toHaveLength(1)
  expect(text).toContain('Nothing was charged.')
})

test('a payment outside the page has no method in its receipt', () => {
  const byHand = { ...paid, payments: paid.payments.map((one) => ({ ...one, kind: 'out_of_band' as const })) }
  expect(receiptMail(props({ invoice: byHand })).text).not.toContain('Paid with')
})

test('a failed payment is not called paid', () => {
  const withVisa = { ...charged, payments: charged.payments.map((one) => ({ ...one, paidWith: visa })) }
  const { text } = paymentFailedMail(props({ invoice: withVisa }))
  expect(text).toContain('Tried with')
  expect(text).not.toContain('Paid with')
})

test('a mail offers to pay only where the page does', () => {
  expect(mails.invoice().text).toContain('View and pay')
  expect(mails.invoice({ canPay: false }).text).not.toContain('View and pay')
})

test('an invoice mailed again after its money went back says so', () => {
  const { refunded, reversed } = everyStanding()
  expect(mails.invoice({ invoice: refunded.invoice }).text).toContain('It was paid, and the payment was refunded.')
  expect(mails.invoice({ invoice: reversed.invoice }).text).toContain('Your bank took the payment for it back')
})
