import type { DeclineName } from './declines.ts'

export type Brand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay'

/**
 * When the bank requires authentication: `always`; `until_set_up`, that is until it was saved with consent; or `on_session`, whenever
 * the customer is present.
 */
type Authentication = 'never' | 'always' | 'until_set_up' | 'on_session'

export type TestCard = {
  readonly number: string
  readonly brand: Brand
  /** The label in the list of test cards. */
  readonly outcome: string
  /** The test ids that create a new payment method with this card. */
  readonly methodIds: readonly string[]
  readonly funding: 'credit' | 'debit' | 'prepaid'
  readonly country: string
  readonly decline: DeclineName | null
  /** The card can be saved although every charge is declined. */
  readonly savesDespiteDecline: boolean
  readonly authentication: Authentication
  readonly disputedFor: string | null
  readonly refund: 'at_once' | 'succeeds_later' | 'fails_later'
  readonly bypassesPending: boolean
}

const defaults = {
  brand: 'visa',
  methodIds: [],
  funding: 'credit',
  country: 'US',
  decline: null,
  savesDespiteDecline: false,
  authentication: 'never',
  disputedFor: null,
  refund: 'at_once',
  bypassesPending: false,
} as const satisfies Partial<TestCard>

const card = (number: string, outcome: string, methodIds: string[], differs: Partial<TestCard> = {}): TestCard => ({
  ...defaults,
  number,
  outcome,
  methodIds,
  ...differs,
})

const declinedCard = (number: string, outcome: string, decline: DeclineName, ...methodIds: string[]) =>
  card(number, outcome, methodIds, { decline })

/** The provider's test cards and what each one does (docs.stripe.com/testing). */
export const testCards: readonly TestCard[] = [
  card('4242424242424242', 'Visa, succeeds', ['pm_card_visa', 'pm_card_us']),
  card('4000056655665556', 'Visa debit, succeeds', ['pm_card_visa_debit'], { funding: 'debit' }),
  card('5555555555554444', 'Mastercard, succeeds', ['pm_card_mastercard'], { brand: 'mastercard' }),
  card('2223003122003222', 'Mastercard 2-series, succeeds', [], { brand: 'mastercard' }),
  card('5200828282828210', 'Mastercard debit, succeeds', ['pm_card_mastercard_debit'], {
    brand: 'mastercard',
    funding: 'debit',
  }),
  card('5105105105105100', 'Mastercard prepaid, succeeds', ['pm_card_mastercard_prepaid'], {
    brand: 'mastercard',
    funding: 'prepaid',
  }),
  card('378282246310005', 'American Express, succeeds', ['pm_card_amex'], { brand: 'amex' }),
  card('371449635398431', 'American Express, succeeds', [], { brand: 'amex' }),
  card('6011111111111117', 'Discover, succeeds', ['pm_card_discover'], { brand: 'discover' }),
  card('3056930009020004', 'Diners Club, succeeds', ['pm_card_diners'], { brand: 'diners' }),
  card('3566002020360505', 'JCB, succeeds', ['pm_card_jcb'], { brand: 'jcb', country: 'JP' }),
  card('6200000000000005', 'UnionPay, succeeds', ['pm_card_unionpay'], { brand: 'unionpay', country: 'CN' }),
  card('4000002760000016', 'Visa from Germany, succeeds', ['pm_card_de'], { country: 'DE' }),
  card('4000008260000000', 'Visa from the United Kingdom, succeeds', ['pm_card_gb'], { country: 'GB' }),
  card('4000003920000003', 'Visa from Japan, succeeds', ['pm_card_jp'], { country: 'JP' }),
  card('4000000000000077', 'Succeeds, and the money is available at once', ['pm_card_bypassPending'], {
    bypassesPending: true,
  }),

  declinedCard(
    '4000000000000002',
    'Declined',
    'generic_decline',
    'pm_card_visa_chargeDeclined',
    'pm_card_chargeDeclined',
  ),
  declinedCard(
    '4000000000009995',
    'Declined: insufficient funds',
    'insufficient_funds',
    'pm_card_visa_chargeDeclinedInsufficientFunds',
    'pm_card_chargeDeclinedInsufficientFunds',
  ),
  declinedCard(
    '4000000000009987',
    'Declined: lost card',
    'lost_card',
    'pm_card_visa_chargeDeclinedLostCard',
    'pm_card_chargeDeclinedLostCard',
  ),
  declinedCard(
    '4000000000009979',
    'Declined: stolen card',
    'stolen_card',
    'pm_card_visa_chargeDeclinedStolenCard',
    'pm_card_chargeDeclinedStolenCard',
  ),
  declinedCard('4000000000000069', 'Declined: expired card', 'expired_card', 'pm_card_chargeDeclinedExpiredCard'),
  declinedCard(
    '4000000000000127',
    'Declined: incorrect security code',
    'incorrect_cvc',
    'pm_card_chargeDeclinedIncorrectCvc',
  ),
  declinedCard(
    '4000000000000119',
    'Declined: processing error',
    'processing_error',
    'pm_card_chargeDeclinedProcessingError',
  ),
  declinedCard(
    '4000000000006975',
    'Declined: used too often',
    'card_velocity_exceeded',
    'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
  ),
  declinedCard(
    '4100000000000019',
    'Declined: blocked as fraud',
    'fraudulent',
    'pm_card_radarBlock',
    'pm_card_chargeDeclinedFraudulent',
  ),
  card('4000000000000341', 'Can be saved, then every charge is declined', ['pm_card_chargeCustomerFail'], {
    decline: 'generic_decline',
    savesDespiteDecline: true,
  }),

  card(
    '4000002500003155',
    '3-D Secure unless it was saved before, then succeeds',
    ['pm_card_authenticationRequiredOnSetup'],
    {
      authentication: 'until_set_up',
    },
  ),
  card('4000002760003184', '3-D Secure on every payment, then succeeds', ['pm_card_authenticationRequired'], {
    authentication: 'always',
  }),
  card(
    '4000003800000446',
    '3-D Secure while the customer is there, none later',
    ['pm_card_authenticationRequiredSetupForOffSession'],
    {
      authentication: 'on_session',
    },
  ),
  card('4000000000003220', '3-D Secure, then succeeds', ['pm_card_threeDSecure2Required'], {
    authentication: 'always',
  }),
  card('4000000000003063', '3-D Secure, then succeeds', ['pm_card_threeDSecureRequired'], {
    authentication: 'always',
  }),
  card(
    '4000008260003178',
    '3-D Secure, then declined: insufficient funds',
    ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'],
    { authentication: 'always', decline: 'insufficient_funds' },
  ),
  card('4000008400001629', '3-D Secure, then declined', ['pm_card_threeDSecureRequiredChargeDeclined'], {
    authentication: 'always',
    decline: 'generic_decline',
  }),
  card('4000000000003055', '3-D Secure is possible but not needed, succeeds', ['pm_card_threeDSecureOptional']),

  card('4000000000000259', 'Succeeds, then disputed as fraudulent', ['pm_card_createDispute'], {
    disputedFor: 'fraudulent',
  }),
  card(
    '4000000000002685',
    'Succeeds, then disputed: product not received',
    ['pm_card_createDisputeProductNotReceived'],
    {
      disputedFor: 'product_not_received',
    },
  ),
  card('4000000000007726', 'Succeeds; a refund stays pending for a while', ['pm_card_pendingRefund'], {
    refund: 'succeeds_later',
  }),
  card('4000000000005126', 'Succeeds; a refund fails later', ['pm_card_refundFail'], { refund: 'fails_later' }),
]

const byNumber = new Map(testCards.map((testCard) => [testCard.number, testCard]))
const byMethodId = new Map(testCards.flatMap((testCard) => testCard.methodIds.map((id) => [id, testCard] as const)))

export const cardWithNumber = (number: string): TestCard | undefined => byNumber.get(number)
export const cardForMethodId = (methodId: string): TestCard | undefined => byMethodId.get(methodId)

/** Whether a card number satisfies the Luhn sum. */
export function isCardNumber(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** Whether the bank requires authentication now, declines because the customer is absent, or requires none. */
export function authenticationFor(
  { authentication }: TestCard,
  { offSession, isSetUp }: { offSession: boolean; isSetUp: boolean },
): 'challenge' | 'refuse' | 'none' {
  const isRequired =
    authentication === 'always' ||
    (authentication === 'until_set_up' && !isSetUp) ||
    (authentication === 'on_session' && !offSession)
  if (!isRequired) return 'none'
  return offSession ? 'refuse' : 'challenge'
}
