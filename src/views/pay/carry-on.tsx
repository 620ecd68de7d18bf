import type { ComponentChildren } from 'preact'
import { isTroubled } from '../../core/payments/payment.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import type { Situation } from './situation.ts'
import { Statement } from './statement.tsx'

type CarryOnProps = {
  readonly situation: Extract<Situation, { url: string }>
  readonly i18n: PageI18n
  /** Another way to pay: folded away, or first where the last try did not go through. */
  readonly children: ComponentChildren
}

/** A payment that the customer left half way: finishing it comes first, another way stays open. */
export function CarryOn({ situation, i18n, children }: CarryOnProps) {
  const { words } = i18n
  const amount = i18n.money(situation.payment.amountMinor)
  const isConfirming = situation.kind === 'confirm'
  const onward = (
    <a class="button" data-quiet={isTroubled(situation.payment) || undefined} href={situation.url} rel="noreferrer">
      {isConfirming ? words.pay.confirmButton : words.pay.continueButton}
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
      <Statement
        title={isConfirming ? words.pay.confirmTitle : words.pay.continueTitle}
        text={
          isConfirming
            ? words.pay.confirmText({ amount })
            : words.pay.continueText({ amount, date: i18n.dayAt(situation.payment.createdAt) })
        }
      />
      {onward}
      {children && (
        <details class="differently">
          <summary>{words.pay.payDifferently}</summary>
          {children}
        </details>
      )}
    </>
  )
}
