import { describe, expect, test } from 'vitest'
import { failureOf } from '../../src/db/conflict.ts'

const refused = (message: string, code = 'SQLITE_CONSTRAINT') => ({ code, message: `SQLite error: ${message}` })

describe('a batch that failed', () => {
  test.each([
    ['UNIQUE constraint failed: events.account_id, events.object_id, events.seq', 'version'],
    ['UNIQUE constraint failed: invoices.account_id, invoices.number', 'number'],
    ['UNIQUE constraint failed: document_numbers.account_id, document_numbers.number', 'number'],
    [
      'UNIQUE constraint failed: document_numbers.account_id, document_numbers.series, document_numbers.sequence',
      'number',
    ],
    [
      'UNIQUE constraint failed: document_numbers.account_id, document_numbers.kind, document_numbers.document_id',
      'duplicate',
    ],
    ['UNIQUE constraint failed: invoices.account_id, invoices.series, invoices.sequence', 'number'],
    [
      'UNIQUE constraint failed: ledger_transactions.account_id, ledger_transactions.cause_kind, ledger_transactions.cause_id',
      'duplicate',
    ],
    ['UNIQUE constraint failed: outbox.account_id, outbox.dedupe_key', 'duplicate'],
    ['UNIQUE constraint failed: invoices.account_id, invoices.id', 'duplicate'],
    ['guard_broken', 'guard'],
    ['customer_erased', 'erased'],
    ['customer_unsettled', 'version'],
    ['ledger_unbalanced', 'law'],
    ['ledger_append_only', 'law'],
    ['events_append_only', 'law'],
    ['NOT NULL constraint failed: invoices.customer_id', 'law'],
    ['CHECK constraint failed: amount', 'law'],
  ])('with "%s" failed for its %s', (message, failure) => {
    expect(failureOf(refused(message))).toBe(failure)
  })

  test.each([
    new TypeError('fetch failed'),
    { code: 'SERVER_ERROR', message: 'Server returned HTTP status 502' },
    { code: 'SQLITE_BUSY', message: 'database is locked' },
    {},
  ])('without a readable answer may have happened: %o', (error) => {
    expect(failureOf(error)).toBe('unavailable')
  })

  test.each(['SQLITE_ERROR', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG', 'SQL_PARSE_ERROR', 'ARGS_INVALID'])(
    'that was refused (%s) is not sent again',
    (code) => {
      expect(failureOf({ code, message: 'no such column: charm' })).toBe('law')
    },
  )

  test('is known by its message alone where the driver lost the code', () => {
    expect(failureOf(new Error('SQLITE_CONSTRAINT: UNIQUE constraint failed: events.object_id'))).toBe('version')
  })
})
