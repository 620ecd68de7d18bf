import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'

type CheckoutByProps = { readonly provider: string | null; readonly i18n: PageI18n }

/** Who takes the payment, on whose page the customer goes on. */
export const CheckoutBy = ({ provider, i18n: { words, name } }: CheckoutByProps) =>
  provider && (
    <p class="checkout-by hint">
      <Icon name="lock" />
      {words.pay.checkoutBy({ provider: name(provider) })}
    </p>
  )
