import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { portalI18n } from '../i18n.ts'
import type { Reader } from '../reader.ts'
import { dataFileKinds } from './data-page.tsx'

/** What the files of an export are, in its reader's language. `madeAt` in ms since 1970. */
export function dataReadme(
  account: Pick<Account, 'name'>,
  customer: Pick<Customer, 'id' | 'name'>,
  reader: Reader,
  madeAt: number,
): string {
  const { words, name, moment } = portalI18n(reader)
  const { readme, files } = words.data
  const paragraphs = [
    readme.about({ seller: name(account.name), customer: name(customer.name ?? customer.id), when: moment(madeAt) }),
    dataFileKinds.map((kind) => `${dataFileNames[kind]}: ${files[kind]}`).join('\n'),
    readme.fields,
    readme.leftOut,
  ]
  return `${paragraphs.join('\n\n')}\n`
}

const dataFileNames: Readonly<Record<(typeof dataFileKinds)[number], string>> = {
  customer: 'customer.json',
  history: 'history.json',
  invoices: 'invoices.json',
  items: 'invoice_items.json',
  payments: 'payments.json',
  methods: 'payment_methods.json',
  messages: 'messages.json',
  mails: 'mails.json, links.json',
  sessions: 'sessions.json, passkeys.json, sign_ins.json',
  statements: 'statement_*.csv',
  documents: 'documents/*.pdf',
}
