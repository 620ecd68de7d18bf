import type { ComponentChildren } from 'preact'
import { Icon } from '../parts/icon.tsx'
import type { Reader } from '../reader.ts'
import type { Situation } from './situation.ts'
import { Statement } from './statement.tsx'

type CarryOnProps = {
  readonly situation: Extract<Situation, { url: string }>
  readonly reader: Reader
  /** Another way to pay, folded away. */
  readonly children: ComponentChildren
}

/** A payment that the customer left half way: finishing it comes first, another way stays open. */
export function CarryOn({ situation, reader, children }: CarryOnProps) {
  const { words } = reader
  const amount = reader.money(situation.payment.amountMinor)
  const isConfirming = situation.kind === 'confirm'
  return (
    <>
      <Statement
        title={isConfirming ? words.pay.confirmTitle : words.pay.continueTitle}
        text={
          isConfirming
            ? words.pay.confirmText({ amount })
            : words.pay.continueText({ amount, date: reader.dayAt(situation.payment.createdAt) })
        }
      />
      <a class="button" href={situation.url} rel="noreferrer">
        {isConfirming ? words.pay.confirmButton : words.pay.continueButton}
        <Icon name="arrow" />
      </a>
      {children && (
        <details class="differently">
          <summary>{words.pay.payDifferently}</summary>
          {children}
        </details>
      )}
    </>
  )
}
