import type { ComponentChildren } from 'preact'
import { cardExpiry } from '../../core/customers/card-expiry.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { defaultMethodOf } from '../../core/customers/saved-methods.ts'
import type { PortalI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { portalMethodName } from '../parts/method-name.ts'

type NoticeProps = {
  readonly customer: Customer
  readonly nowMs: number
  readonly i18n: PortalI18n
  /** Where to go from here, after the sentence. */
  readonly children?: ComponentChildren
}

/** Says of the card that is charged automatically that it has expired or soon will. */
export function ExpiryNotice({ customer, nowMs, i18n, children }: NoticeProps) {
  const method = defaultMethodOf(customer)
  const near = method && cardExpiry(method, i18n.today(nowMs))
  if (!near) return null
  return (
    <div class="notice" data-tone={near === 'expired' ? 'bad' : 'wait'}>
      <Icon name="alert" />
      <p>
        {i18n.words.methods.expiring[near]({ method: portalMethodName(method, i18n) })} {children}
      </p>
    </div>
  )
}
