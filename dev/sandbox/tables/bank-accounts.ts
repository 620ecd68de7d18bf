export type DebitType = 'sepa_debit' | 'us_bank_account' | 'bacs_debit' | 'au_becs_debit'

/** `bank` is the routing number, the sort code or the BSB; an IBAN stands alone. */
export type AccountNumbers = { readonly bank: string; readonly number: string }

export type TestBankAccount = AccountNumbers & {
  readonly type: DebitType
  readonly outcome: string
  readonly methodIds: readonly string[]
  /** The bank's reason for failing the debit; null where it settles. */
  readonly failure: FailureCode | null
  /** How long the debit takes: days as in production, minutes for tests without moving the clock, or forever. */
  readonly pace: 'days' | 'minutes' | 'never'
  readonly isDisputed: boolean
  /** A failure after which the mandate can no longer be used. */
  readonly endsMandate: boolean
}

/** The API's messages for failed debits. */
export const bankFailures = {
  account_closed: "The customer's bank account has been closed.",
  no_account: "The customer's bank account could not be located.",
  insufficient_funds: "The customer's account has insufficient funds to cover this payment.",
  debit_not_authorized: 'The customer has notified their bank that this payment was unauthorized.',
  invalid_currency: 'The bank was unable to process this payment because of its currency.',
  incorrect_account_holder_name: "The account holder's name does not match the bank account.",
  refer_to_customer: "The customer's bank asks that you contact the customer about this payment.",
  charge_exceeds_source_limit: 'The payment exceeds the weekly limit for this bank account.',
  charge_exceeds_transaction_limit: 'The payment exceeds the limit for a single transaction.',
  charge_exceeds_weekly_limit: 'The payment exceeds the weekly limit for this bank account.',
} as const

export type FailureCode = keyof typeof bankFailures

/** How many bank days a debit takes to settle or fail. */
export const settlementDays: Readonly<Record<DebitType, number>> = {
  sepa_debit: 5,
  us_bank_account: 4,
  bacs_debit: 3,
  au_becs_debit: 3,
}

const pays = { failure: null, pace: 'days', isDisputed: false, endsMandate: false } as const
const inMinutes = { ...pays, pace: 'minutes' } as const
const disputed = { ...pays, isDisputed: true } as const
const fails = (failure: FailureCode, differs: Partial<TestBankAccount> = {}) => ({ ...pays, failure, ...differs })
const ended = { endsMandate: true } as const
const paying = 'Paid after some bank days'
const minutes = 'Paid after three minutes'

type Behaviour = Pick<TestBankAccount, 'failure' | 'pace' | 'isDisputed' | 'endsMandate'>

const rowOf =
  (type: DebitType, bank: string) =>
  (number: string, outcome: string, methodIds: string[], behaviour: Behaviour): TestBankAccount => ({
    type,
    bank,
    number,
    outcome,
    methodIds,
    ...behaviour,
  })

const iban = rowOf('sepa_debit', '')
const ach = rowOf('us_bank_account', '110000000')
const bacs = rowOf('bacs_debit', '108800')
const becs = rowOf('au_becs_debit', '000000')

/** The provider's test bank accounts and the outcome of a debit from each (docs.stripe.com/payments/bank-debits). */
export const testBankAccounts: readonly TestBankAccount[] = [
  iban('AT611904300234573201', paying, ['pm_success_at', 'pm_sepaDebit'], pays),
  iban('AT321904300235473204', minutes, ['pm_successDelayed_at'], inMinutes),
  iban(
    'AT861904300235473202',
    'Refused after some bank days',
    ['pm_failed_at'],
    fails('incorrect_account_holder_name'),
  ),
  iban(
    'AT051904300235473205',
    'Refused after three minutes',
    ['pm_failedDelayed_at'],
    fails('incorrect_account_holder_name', { pace: 'minutes' }),
  ),
  iban('AT591904300235473203', 'Paid, then disputed', ['pm_disputed_at'], disputed),
  iban(
    'AT981904300000343434',
    'Refused: over the weekly volume',
    ['pm_exceedsWeeklyVolumeLimit_at'],
    fails('charge_exceeds_source_limit'),
  ),
  iban(
    'AT601904300000121212',
    'Refused: over the weekly limit',
    ['pm_exceedsWeeklyTransactionLimit_at'],
    fails('charge_exceeds_weekly_limit'),
  ),
  iban('AT981904300002222227', 'Refused: insufficient funds', ['pm_insufficientFunds_at'], fails('insufficient_funds')),
  iban('DE89370400440532013000', paying, ['pm_success_de'], pays),
  iban('DE08370400440532013003', minutes, ['pm_successDelayed_de'], inMinutes),
  iban(
    'DE62370400440532013001',
    'Refused after some bank days',
    ['pm_failed_de'],
    fails('incorrect_account_holder_name'),
  ),
  iban('DE35370400440532013002', 'Paid, then disputed', ['pm_disputed_de'], disputed),
  iban('FR1420041010050500013M02606', paying, ['pm_success_fr'], pays),
  iban('FR3020041010050500013M02609', minutes, ['pm_successDelayed_fr'], inMinutes),
  iban(
    'FR8420041010050500013M02607',
    'Refused after some bank days',
    ['pm_failed_fr'],
    fails('incorrect_account_holder_name'),
  ),
  iban('FR5720041010050500013M02608', 'Paid, then disputed', ['pm_disputed_fr'], disputed),

  ach('000123456789', paying, ['pm_usBankAccount_success', 'pm_usBankAccount'], pays),
  ach('000111111113', 'Refused: account closed', ['pm_usBankAccount_accountClosed'], fails('account_closed', ended)),
  ach('000111111116', 'Refused: no such account', ['pm_usBankAccount_noAccount'], fails('no_account', ended)),
  ach(
    '000222222227',
    'Refused: insufficient funds',
    ['pm_usBankAccount_insufficientFunds'],
    fails('insufficient_funds'),
  ),
  ach(
    '000333333335',
    'Refused: not authorized',
    ['pm_usBankAccount_debitNotAuthorized'],
    fails('debit_not_authorized', ended),
  ),
  ach('000444444440', 'Refused: currency', ['pm_usBankAccount_invalidCurrency'], fails('invalid_currency')),
  ach('000555555559', 'Paid, then disputed', ['pm_usBankAccount_dispute'], disputed),
  ach('000000000009', 'Never settles', ['pm_usBankAccount_processing'], { ...pays, pace: 'never' }),

  bacs('00012345', paying, ['pm_bacsDebit_success'], pays),
  bacs('90012345', minutes, ['pm_bacsDebit_successDelayed'], inMinutes),
  bacs(
    '33333335',
    'Refused: not authorized',
    ['pm_bacsDebit_debitNotAuthorized'],
    fails('debit_not_authorized', ended),
  ),
  bacs('22222227', 'Refused: insufficient funds', ['pm_bacsDebit_insufficientFunds'], fails('insufficient_funds')),
  bacs('55555559', 'Paid, then disputed', ['pm_bacsDebit_dispute'], disputed),

  becs('000123456', paying, ['pm_auBecsDebit_success'], pays),
  becs('900123456', minutes, ['pm_auBecsDebit_successDelayed'], inMinutes),
  becs('111111113', 'Refused: account closed', ['pm_auBecsDebit_accountClosed'], fails('account_closed', ended)),
  becs('111111116', 'Refused: no such account', ['pm_auBecsDebit_noAccount'], fails('no_account', ended)),
  becs('222222227', 'Refused: ask the customer', ['pm_auBecsDebit_referToCustomer'], fails('refer_to_customer')),
  becs(
    '333333335',
    'Refused: not authorized',
    ['pm_auBecsDebit_debitNotAuthorized'],
    fails('debit_not_authorized', ended),
  ),
  becs('666666660', 'Paid, then disputed', ['pm_auBecsDebit_dispute'], disputed),
  becs(
    '121212121',
    'Refused: over the limit',
    ['pm_auBecsDebit_exceedsTransactionLimit'],
    fails('charge_exceeds_transaction_limit'),
  ),
]

const keyOf = (type: string, { bank, number }: AccountNumbers) => `${type}:${bank}:${number}`
const byNumbers = new Map(testBankAccounts.map((account) => [keyOf(account.type, account), account]))
const byMethodId = new Map(testBankAccounts.flatMap((account) => account.methodIds.map((id) => [id, account] as const)))

export const bankAccountWith = (type: DebitType, numbers: AccountNumbers): TestBankAccount | undefined =>
  byNumbers.get(keyOf(type, numbers))

export const bankAccountForMethodId = (methodId: string): TestBankAccount | undefined => byMethodId.get(methodId)

/** Whether an IBAN satisfies ISO 7064. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  const digits = [...(text.slice(4) + text.slice(0, 4))].map((character) => Number.parseInt(character, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

export const bankAccountsFor = (type: string): TestBankAccount[] =>
  testBankAccounts.filter((account) => account.type === type)
