import { expect, test } from 'vitest'
import { reasonNotToMail } from '../../../src/core/collection/mailing.ts'
import { nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import { ask, isAnswerOwed } from '../../../src/core/invoices/ask.ts'
import type { Invoice, IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { reactionsTo } from '../../../src/core/reactions.ts'
import { messageMail } from '../../../src/views/emails/message-mail.tsx'
import { languages } from '../../../src/views/words/locale.ts'
import { account, monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { decided } from '../payments/reported.ts'

const dayMs = 86_400_000
const invoice = issued()
const message = { id: 'msg_1', kind: 'question' as const, text: 'Which crane was it?', lineId: null }
const asked = (of: IssuedInvoice, at: number, text = message.text) => decided(of, ask(of, { ...message, text }, at), at)

test('a message is in the history with its text, and its mail is ordered once', () => {
  const after = asked(invoice, monday, ' Hello\r\n\r\nthere\u0000\u202e ')
  expect(after.messages).toEqual([{ ...message, text: 'Hello\n\nthere\u202e', at: monday }])
  const event = { type: 'message.written', messageId: 'msg_1', kind: 'question', text: 'x', lineId: null } as const
  expect(reactionsTo(event, after, 7)).toEqual([
    {
      kind: 'message',
      subjectId: invoice.id,
      dedupeKey: 'message:msg_1',
      payload: { invoiceId: invoice.id, messageId: 'msg_1' },
    },
  ])
})

test.each([
  ['nothing', { text: ' \n ' }, 'text'],
  ['2,001 characters', { text: 'x'.repeat(2001) }, 'text'],
  ['a line of another invoice', { lineId: 'il_other' }, 'line'],
])('%s is refused', (_, changes, param) => {
  expect(ask(invoice, { ...message, ...changes }, monday)).toMatchObject({ ok: false, refusal: { param } })
})

test('2,000 characters, a line of the invoice, and a paid invoice are taken; a draft is not', () => {
  expect(ask(invoice, { ...message, text: 'x'.repeat(2000), lineId: invoice.lines[0]!.id }, monday).ok).toBe(true)
  expect(ask({ ...invoice, status: 'paid', paidAt: monday } as Invoice, message, monday).ok).toBe(true)
  expect(ask({ ...invoice, status: 'draft' } as unknown as Invoice, message, monday)).toMatchObject({ ok: false })
})

test('reminders pause for fourteen days after a message, or until the invoice is sent again', () => {
  const due = nextReminderAt(invoice)!
  const after = asked(invoice, due - dayMs)
  expect(remind(after, due)).toMatchObject({ type: 'reminder.skipped', reason: 'answer_owed' })
  expect(reasonNotToMail(after, 'reminder', due)).toBe('answer_owed')
  expect(reasonNotToMail(after, 'receipt', due)).toBeNull()
  expect([13, 14].map((days) => isAnswerOwed(after, due + (days - 1) * dayMs))).toEqual([true, false])
  const sentAgain = { ...after, sentAt: due - dayMs / 2 }
  expect(remind(sentAgain, due)).toMatchObject({ type: 'reminder.sent' })
  expect(isAnswerOwed({ ...after, sentAt: due - 2 * dayMs }, due)).toBe(true)
})

test.each(languages)('its mail says who asks about what, in %s, and nothing of it is markup', (language) => {
  const text = '<script>alert(1)</script>\n\nWhich crane?'
  const of = asked(invoice, monday, text)
  const [written] = of.messages!
  const line = of.lines[0]!
  const mail = messageMail({
    account: { ...account(), locale: language },
    invoice: of,
    message: { ...written!, lineId: line.id },
    from: 'ida@falk.example',
  })
  expect(mail.subject).toContain(of.number)
  expect(mail.subject).not.toContain('\n')
  expect(mail.text).toContain(text)
  expect(mail.text).toContain(line.description!)
  expect(mail.html).toContain('&lt;script>')
  expect(mail.html).not.toContain('<script>')
  expect(mail.html).toContain(`lang="${language}"`)
})

test('the same words within ten minutes are a form that was sent twice, and written once', () => {
  const once = asked(invoice, monday)
  const again = (afterMinutes: number, text = message.text) =>
    ask(once, { ...message, id: 'msg_2', text }, monday + afterMinutes * 60_000)
  expect(again(9)).toEqual({ ok: true, value: [] })
  expect(again(9, 'Something else')).toMatchObject({ value: [{ messageId: 'msg_2' }] })
  expect(again(11)).toMatchObject({ value: [{ messageId: 'msg_2' }] })
})
