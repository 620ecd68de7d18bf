import { answerChallenge } from '../deeds/confirm-payment.ts'
import { answerSetupChallenge } from '../deeds/confirm-setup.ts'
import { type Desk, known } from '../desk.ts'
import { successUrl } from './checkout.ts'
import { html } from './html.ts'
import { notice, page, seeOther } from './layout.ts'
import { money } from './shown.ts'

/** The page of the customer's bank, where they prove who they are. */
export function showChallenge(desk: Desk, intentId: string, attempt: string): Response {
  if (desk.books.challenges[intentId]?.attempt !== attempt) return over()
  const intent = desk.books.objects.payment_intent[intentId]
  const what = intent ? `a payment of ${money(intent.amount, intent.currency)}` : 'saving a payment method'
  return page(
    'Confirm with your bank',
    'form',
    html`<main class="card">
<h1>Confirm with your bank</h1>
<p>The test bank asks: do you confirm ${what} to ${desk.account.name}?</p>
<form method="post" action="/3ds/${intentId}/${attempt}" class="buttons">
<button class="primary" name="outcome" value="complete">Complete</button>
<button name="outcome" value="fail">Fail</button>
</form>
</main>`,
  )
}

/** Takes the answer, once, and sends the customer back with it. */
export function submitChallenge(desk: Desk, intentId: string, attempt: string, outcome: string): Response {
  const challenge = desk.books.challenges[intentId]
  if (challenge?.attempt !== attempt) return over()
  const isAuthenticated = outcome === 'complete'
  const isSetup = intentId.startsWith('seti_')
  const went = isSetup
    ? answerSetupChallenge(desk, challenge, isAuthenticated)
    : answerChallenge(desk, challenge, isAuthenticated)
  if (challenge.sessionId !== null) {
    const session = known(desk, 'checkout.session', challenge.sessionId)
    return seeOther(session.status === 'complete' ? successUrl(session) : `/c/pay/${session.id}`)
  }
  if (challenge.returnUrl === null) return notice(went ? 'Confirmed' : 'Not confirmed', 'You can close this page.')
  const name = isSetup ? 'setup_intent' : 'payment_intent'
  const intent = known(desk, name, intentId)
  const url = new URL(challenge.returnUrl)
  url.searchParams.set(name, intentId)
  url.searchParams.set(`${name}_client_secret`, intent.client_secret ?? '')
  url.searchParams.set('redirect_status', went ? 'succeeded' : 'failed')
  return seeOther(url.href)
}

const over = () => notice('This check is over', 'It was answered already, or the payment was tried again.', null, 410)
