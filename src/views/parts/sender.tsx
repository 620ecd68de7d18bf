import type { ComponentChildren } from 'preact'
import type { Account } from '../../core/accounts/account.ts'
import type { Seller } from '../../core/parties.ts'
import { paths } from '../../paths.ts'
import { Logo } from './logo.tsx'

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
      <Logo name={account.name} path={logo && paths.logo(account.id, logo)} />
      <div>
        <p class="sender-name">
          <bdi>{seller.name}</bdi>
        </p>
        {children}
      </div>
    </header>
  )
}
