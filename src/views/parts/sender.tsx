import type { ComponentChildren } from 'preact'
import type { Account } from '../../core/accounts/account.ts'
import type { Seller } from '../../core/parties.ts'
import { paths } from '../../paths.ts'

type SenderProps = {
  readonly account: Account
  /** As on the invoice. */
  readonly seller: Seller
  readonly children?: ComponentChildren
}

/** The merchant. Without a logo, its initial is shown in the brand's colour. */
export function Sender({ account, seller, children }: SenderProps) {
  const { logo } = account.branding
  return (
    <header class="sender">
      {logo ? (
        <img class="logo" src={paths.logo(account.id, logo)} alt={account.name} width="48" height="48" />
      ) : (
        <span class="logo initial" aria-hidden="true">
          {[...account.name][0]}
        </span>
      )}
      <div>
        <p class="sender-name">
          <bdi>{seller.name}</bdi>
        </p>
        {children}
      </div>
    </header>
  )
}
