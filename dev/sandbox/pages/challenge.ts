import { type Context, mustFind } from '../context.ts'
import { answerChallenge } from '../operations/confirm-payment.ts'
import { answerSetupChallenge } from '../operations/confirm-setup.ts'
import { successUrl } from './checkout.ts'
import { money } from './format.ts'
import { html } from './html.ts'
import { notice, page, seeOther } from './layout.ts'

/** The authentication page of the customer's bank. */
export function showChallenge(context: Context, intentId: string, attempt: string): Response {
  if (context.data.challenges[intentId]?.attempt !== attempt) return over()
  const intent = context.data.objects.payment_intent[intentId]
  const what = intent ? `a payment of ${money(intent.amount, intent.currency)}` : 'saving a payment method'
  return page(
    'Confirm with your bank',
    'form',
    html`<main class="card">
<h1>Confirm with your bank</h1>
<p>The test bank asks: do you confirm ${what} to ${context.account.name}?</p>
<form method="post" action="/3ds/${intentId}/${attempt}" class="buttons">
<button class="primary" name="outcome" value="complete">Complete</button>
<button name="outcome" value="fail">Fail</button>
</form>
</main>`,
  )
}

/** Handles the outcome, once, and redirects the customer back. */
export function submitChallenge(context: Context, intentId: string, attempt: string, outcome: string): Response {
  const challenge = context.data.challenges[intentId]
  if (challenge?.attempt !== attempt) return over()
  const isAuthenticated = outcome === 'complete'
  const isSetup = intentId.startsWith('seti_')
  const went = isSetup
    ? answerSetupChallenge(context, challenge, isAuthenticated)
    : answerChallenge(context, challenge, isAuthenticated)
  if (challenge.sessionId !== null) {
    const session = mustFind(context, 'checkout.session', challenge.sessionId)
    return seeOther(session.status === 'complete' ? successUrl(session) : `/c/pay/${session.id}`)
  }
  if (challenge.returnUrl === null) return notice(went ? 'Confirmed' : 'Not confirmed', 'You can close this page.')
  const name = isSetup ? 'setup_intent' : 'payment_intent'
  const intent = mustFind(context, name, intentId)
  const url = new URL(challenge.returnUrl)
  url.searchParams.set(name, intentId)
  url.searchParams.set(`${name}_client_secret`, intent.client_secret ?? '')
  url.searchParams.set('redirect_status', went ? 'succeeded' : 'failed')
  return seeOther(url.href)
}

const over = () => notice('This check is over', 'It was answered already, or the payment was tried again.', null, 410)
