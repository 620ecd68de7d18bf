/** A decline as the API reports it. */
export type Decline = {
  readonly code: string
  readonly declineCode: string
  readonly message: string
  readonly param?: string
  readonly advice?: 'try_again_later' | 'do_not_try_again' | 'confirm_card_data'
}

const declined = 'Your card was declined.'

/** Every decline that a test card can cause (docs.stripe.com/declines/codes). */
export const declines = {
  generic_decline: {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: declined,
    advice: 'try_again_later',
  },
  insufficient_funds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    advice: 'try_again_later',
  },
  lost_card: { code: 'card_declined', declineCode: 'lost_card', message: declined, advice: 'do_not_try_again' },
  stolen_card: { code: 'card_declined', declineCode: 'stolen_card', message: declined, advice: 'do_not_try_again' },
  fraudulent: { code: 'card_declined', declineCode: 'fraudulent', message: declined },
  card_velocity_exceeded: {
    code: 'card_declined',
    declineCode: 'card_velocity_exceeded',
    message: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    advice: 'try_again_later',
  },
  test_mode_live_card: {
    code: 'card_declined',
    declineCode: 'test_mode_live_card',
    message: 'Your card was declined. Your request was in test mode, but used a non test card.',
  },
  expired_card: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
    param: 'exp_month',
    advice: 'confirm_card_data',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    param: 'cvc',
    advice: 'confirm_card_data',
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    advice: 'try_again_later',
  },
  authentication_required: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
  authentication_not_handled: {
    code: 'authentication_required',
    declineCode: 'authentication_not_handled',
    message: 'This payment required an authentication action to complete, but `error_on_requires_action` was set.',
  },
} as const satisfies Record<string, Decline>

export type DeclineName = keyof typeof declines
