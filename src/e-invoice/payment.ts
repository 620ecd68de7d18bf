import type { BankAccount } from '../core/accounts/bank-account.ts'
import { isLeftToCustomer } from '../core/collection/collection-method.ts'
import type { IssuedInvoice } from '../core/invoices/invoice.ts'
import type { PaymentMeans } from './model.ts'

/** How the customer pays: by transfer where there is an account for it, else online. */
export function paymentMeans({ number: reference }: IssuedInvoice, to: BankAccount | null): PaymentMeans {
  if (to === null) return { code: '68', reference, account: null }
  const { holder, bankName, currency, number } = to
  if (number.kind === 'iban') {
    const account = { number: number.iban, isIban: true, holder, bic: number.bic, bank: null }
    return { code: currency === 'eur' ? '58' : '30', reference, account }
  }
  const { kind, code } = number.bankCode
  const bank = [bankName, `${bankCodes[kind]} ${code}`].filter((part) => part !== null).join(', ')
  return { code: '30', reference, account: { number: number.accountNumber, isIban: false, holder, bic: null, bank } }
}

const bankCodes = { routing_number: 'routing number', sort_code: 'sort code', bank_code: 'bank code' } as const

/** The rules want terms where something is due and no day is set (BR-CO-25). */
export function paymentTerms(invoice: IssuedInvoice, isCredit: boolean): string | null {
  if (invoice.dueOn !== null) return null
  if (isCredit) return 'To be credited to the buyer'
  return isLeftToCustomer(invoice) ? 'Due on receipt' : 'Charged automatically'
}
