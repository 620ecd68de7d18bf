import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aggregates, readEvent, type StoredEvent } from '../../../src/core/aggregates.ts'
import { addLine, changeLine, draft, removeLine, update } from '../../../src/core/invoices/draft.ts'
import type { InvoiceEvent, Terms } from '../../../src/core/invoices/events.ts'
import { evolve, step } from '../../../src/core/invoices/evolve.ts'
import type { Draft, InvoiceContent, InvoiceLine } from '../../../src/core/invoices/invoice.ts'
import { type StoredInvoice, withTotals } from '../../../src/core/invoices/stored-invoice.ts'
import { computeTotals } from '../../../src/core/invoices/totals.ts'
import { record } from '../../../src/core/recorded.ts'
import type { Result } from '../../../src/core/result.ts'
import { rounds } from '../../proof/rounds.ts'
import { monday, rates } from '../../world/cast.ts'
import { foundAfter, hold } from '../money/law.ts'
import { law } from './book.ts'
import { blank, craneLine } from './content.ts'
import { fresh } from './drafted.ts'

/** The rules under test; a planted bug replaces one of them. */
const rules = { step, addLine, changeLine, removeLine, update }
type Rules = typeof rules

const edits = fc.array(fc.nat({ max: 2_147_483_647 }), { minLength: 1, maxLength: 40, size: 'max' })

type Seen = Record<'edits' | 'events' | 'bytes' | 'changed' | 'added' | 'removed' | 'without effect', number>
const nothingSeen = (): Seen => ({
  edits: 0,
  events: 0,
  bytes: 0,
  changed: 0,
  added: 0,
  removed: 0,
  'without effect': 0,
})

/** The size of an event without the change itself: its field names, its version and the id of its line. */
const envelopeBytes = 120

/** A draft that is edited both directly and by events; both must be equal after every edit. */
class Editing {
  readonly rules: Rules
  readonly seen: Seen
  readonly stored: StoredEvent[] = []
  content: InvoiceContent = { ...blank, lines: [] }
  state: Draft
  bytes = 0
  changedBytes = 0

  constructor(planted: Partial<Rules>, seen: Seen) {
    this.rules = { ...rules, ...planted }
    this.seen = seen
    const created = draft(fresh(this.content))
    law(created.ok, 'a draft is written')
    this.state = evolve(null, this.write([created.value], 0)[0]!) as Draft
    this.bytes = 0
  }

  edit(choice: number): void {
    let rest = choice
    const pick = (from: number): number => {
      const chosen = rest % from
      rest = Math.floor(rest / from)
      return chosen
    }
    const { lines } = this.content
    const line = lines[pick(Math.max(1, lines.length))]
    const kind = pick(8)
    if (!line || kind < 3) this.add(craneLine(String(1 + pick(90_000)), partsOf(pick)))
    else if (kind === 3) this.remove(line)
    else if (kind < 6) this.change(line, partsOf(pick))
    else this.reword(termsOf(pick))
  }

  add(line: InvoiceLine): void {
    this.seen.added++
    this.content = { ...this.content, lines: [...this.content.lines, line] }
    this.follow(this.rules.addLine(this.state, line), line)
  }

  remove(line: InvoiceLine): void {
    this.seen.removed++
    this.content = { ...this.content, lines: this.content.lines.filter((one) => one !== line) }
    this.follow(this.rules.removeLine(this.state, line.id), {})
  }

  change(line: InvoiceLine, parts: Partial<InvoiceLine>): void {
    const changed = { ...line, ...parts }
    this.content = { ...this.content, lines: this.content.lines.map((one) => (one === line ? changed : one)) }
    this.follow(this.rules.changeLine(this.state, changed), differing(line, parts))
  }

  reword(terms: Partial<Terms>): void {
    const differences = differing(this.content, terms)
    this.content = { ...this.content, ...terms }
    this.follow(this.rules.update(this.state, terms), differences)
  }

  /** Stores the decided events, and compares the fold of all stored events with the directly edited draft. */
  follow(decided: Result<readonly InvoiceEvent[]>, change: object): void {
    law(decided.ok, 'what is within the limits is accepted')
    this.seen.edits++
    if (decided.value.length === 0) this.seen['without effect']++
    const before = this.bytes
    const written = this.write(decided.value, this.state.version)
    this.state = written.reduce<Draft>(
      (state, entry) => withTotals(this.rules.step(state, entry)!) as Draft,
      this.state,
    )
    const changedBytes = JSON.stringify(change).length
    this.changedBytes += changedBytes
    this.seen.changed += changedBytes
    law(this.bytes - before <= changedBytes + envelopeBytes, 'an edit writes no more than what it changed')
    this.compare()
  }

  compare(): void {
    const kept = this.stored.reduce<StoredInvoice | null>(
      (state, row) => this.rules.step(state, readEvent(aggregates.invoice, row) as never),
      null,
    )
    const rebuilt = withTotals(kept!)
    law(isDeepStrictEqual(rebuilt, JSON.parse(JSON.stringify(this.state))), 'I3 the history adds up to the row')
    const totals = computeTotals({ ...rebuilt, ...this.content })
    law(totals.ok && isDeepStrictEqual(rebuilt.totals, totals.value), 'the totals are those of its content')
    for (const [part, value] of Object.entries(this.content))
      law(isDeepStrictEqual(rebuilt[part as keyof InvoiceContent], value), `${part} is as it was edited`)
  }

  write(decided: readonly InvoiceEvent[], version: number) {
    const entries = record(decided, version, monday)
    for (const { seq, at, event } of entries) {
      const { type, ...fields } = event
      const text = JSON.stringify({ v: aggregates.invoice.version, ...fields })
      this.stored.push({ seq, at, type, data: JSON.parse(text) })
      this.bytes += text.length
      this.seen.events++
      this.seen.bytes += text.length
    }
    return entries
  }
}

type Pick = (from: number) => number

const coupons = (pick: Pick, place: string) =>
  Array.from({ length: pick(3) }, (_, at) => ({
    id: `di_${place}_${at}_${pick(50)}`,
    couponId: 'HERBST',
    name: null,
    ...(pick(2) === 0 ? { percentOff: '12.5', amountOffMinor: null } : { percentOff: null, amountOffMinor: 700 }),
  }))

/** Some parts of a line. */
function partsOf(pick: Pick): Partial<InvoiceLine> {
  return [
    () => ({ quantity: String(1 + pick(9)) }),
    () => ({ unitAmount: String(pick(50_000)), description: `Kran ${pick(9)}` }),
    () => ({ metadata: { order: 'x'.repeat(pick(300)) } }),
    () => ({ discounts: coupons(pick, 'line') }),
    () => ({ taxRates: pick(2) === 0 ? null : [rates.mwstReduced] }),
    () => ({ unitAmount: `-${1 + pick(2_000)}`, discountable: false }),
  ][pick(6)]!()
}

function termsOf(pick: Pick): Partial<Terms> {
  return [
    () => ({ memo: pick(3) === 0 ? null : `Notiz ${pick(9)}`, footer: 'Fuß' }),
    () => ({ metadata: { order: 'y'.repeat(pick(300)) } }),
    () => ({ discounts: coupons(pick, 'all') }),
    () => ({ defaultTaxRates: pick(2) === 0 ? [] : [rates.mwst] }),
  ][pick(4)]!()
}

const differing = <T extends object>(before: T, parts: Partial<T>): object =>
  Object.fromEntries(
    Object.entries(parts).filter(([part, value]) => !isDeepStrictEqual(before[part as keyof T], value)),
  )

function runEdits(choices: readonly number[], planted: Partial<Rules> = {}, seen = nothingSeen()): void {
  const editing = new Editing(planted, seen)
  for (const choice of choices) editing.edit(choice)
  law(
    editing.bytes <= editing.changedBytes + envelopeBytes * choices.length,
    'a history grows only by what its edits changed',
  )
}

test('after any edits of a draft its history adds up to it and grows only by what was changed', () => {
  const seen = nothingSeen()
  hold('a draft and its history after every edit', rounds(250, 1_500), edits, (choices) => runEdits(choices, {}, seen))
  console.log(
    `in these histories: ${Object.entries(seen)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
  )
  expect(Object.entries(seen).filter(([, count]) => count < 100)).toEqual([])
})

const without =
  (type: InvoiceEvent['type']): Rules['step'] =>
  (state, entry) =>
    state && entry.event.type === type ? { ...state, version: entry.seq } : step(state, entry)

const inFront: Rules['step'] = (state, entry) =>
  state && entry.event.type === 'invoice.line_added'
    ? { ...step(state, entry)!, lines: [entry.event.line, ...state.lines] }
    : step(state, entry)

const staleFigures: Rules['step'] = (state, entry) => {
  const next = step(state, entry)
  return state?.status === 'draft' && next?.status === 'draft' ? { ...next, totals: state.totals } : next
}

const allLines: Rules['addLine'] = (before, line) => {
  const added = addLine(before, line)
  const whole = { type: 'invoice.updated' as const, content: {}, allLines: [...before.lines, line] }
  return added.ok ? { ok: true, value: [whole] as never } : added
}

const wholeLine: Rules['changeLine'] = (before, line) => {
  const changed = changeLine(before, line)
  const whole = { type: 'invoice.line_changed' as const, lineId: line.id, changes: line }
  return changed.ok ? { ok: true, value: [whole] } : changed
}

test.each<[string, Partial<Rules>]>([
  ['a removed line that is not taken off', { step: without('invoice.line_removed') }],
  ['a change of a line that is not folded', { step: without('invoice.line_changed') }],
  ['a change of terms that is not folded', { step: without('invoice.updated') }],
  ['an added line that is put first', { step: inFront }],
  ['totals that stay when lines change', { step: staleFigures }],
  ['all lines written with each added one', { addLine: allLines }],
  ['a whole line written where a part of it changed', { changeLine: wholeLine }],
])('the laws detect %s', (_, planted) => {
  const found = foundAfter(300, edits, (choices) => runEdits(choices, planted))
  expect(found).not.toBeNull()
})
