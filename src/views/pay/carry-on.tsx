import type { ComponentChildren } from 'preact'
import { chargedMinor, isTroubled } from '../../core/payments/payment.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { CheckoutBy } from './checkout-by.tsx'
import type { Situation } from './situation.ts'
import { Statement } from './statement.tsx'

type Unfinished = Extract<Situation, { url: string }>

type CarryOnProps = {
  readonly situation: Unfinished
  readonly provider: string | null
  readonly i18n: PageI18n
  /** Whether the other way is what the payer asked for. */
  readonly isOtherWayOpen: boolean
  /** Another way to pay: folded away, or first where the last try did not go through. */
  readonly children: ComponentChildren
}

/** A payment that the customer left half way: finishing it comes first, another way stays open. */
export function CarryOn({ situation, provider, i18n, isOtherWayOpen, children }: CarryOnProps) {
  const { title, text, button } = wordsFor(situation, i18n)
  const onward = (
    <a
      class="button"
      data-quiet={(isTroubled(situation.payment) && !!children) || undefined}
      href={situation.url}
      rel="noreferrer"
    >
      {button}
      <Icon name="arrow" />
    </a>
  )
  if (isTroubled(situation.payment))
    return (
      <>
        {children}
        {onward}
      </>
    )
  return (
    <>
      <Statement title={title} text={text} />
      {onward}
      {situation.kind === 'continue' && <CheckoutBy provider={provider} i18n={i18n} />}
      {children && (
        <details class="differently" open={isOtherWayOpen}>
          <summary>{i18n.words.pay.payDifferently}</summary>
          {children}
        </details>
      )}
    </>
  )
}

type Wording = { readonly title: string; readonly text: string; readonly button: string }

function wordsFor({ kind, payment }: Unfinished, { words: { pay }, money, dayAt }: PageI18n): Wording {
  const parts = { amount: money(chargedMinor(payment)), date: dayAt(payment.createdAt) }
  switch (kind) {
    case 'continue':
      return { title: pay.continueTitle, text: pay.continueText(parts), button: pay.continueButton }
    case 'confirm':
      return { title: pay.confirmTitle, text: pay.confirmText(parts), button: pay.confirmButton }
    case 'transfer':
      return payment.status === 'processing'
        ? { title: pay.transferPartTitle, text: pay.transferPartText, button: pay.transferButton }
        : { title: pay.transferTitle, text: pay.transferText(parts), button: pay.transferButton }
  }
}
