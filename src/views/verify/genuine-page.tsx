import type { Account } from '../../core/accounts/account.ts'
import { changesSince, type DocumentChange } from '../../core/documents/changes.ts'
import { asIssued } from '../../core/documents/document.ts'
import type { StoredDocument } from '../../core/documents/stored-document.ts'
import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import type { Field } from '../document/billing-document.ts'
import { accountFields } from '../document/transfer-fields.ts'
import { type VerifyI18n, verifyI18n } from '../i18n.ts'
import { VerifyLayout } from '../layouts/verify-layout.tsx'
import { Icon } from '../parts/icon.tsx'
import { Sender } from '../parts/sender.tsx'
import type { Reader } from '../reader.ts'
import { isolate } from '../words/isolate.ts'
import { CompareFile } from './compare-file.tsx'

type GenuinePageProps = {
  readonly document: StoredDocument
  readonly invoice: IssuedInvoice
  readonly account: Account
  readonly reader: Reader
  readonly nonce: string
  readonly assets: Assets
}

/**
 * What was issued, for somebody who compares it with a copy: no more than the paper says, since the code may have been found on one that
 * was thrown away. It names neither the customer nor what was bought.
 */
export function GenuinePage({ document, invoice, account, reader, nonce, assets }: GenuinePageProps) {
  const i18n = verifyI18n(invoice, reader)
  const { verify } = i18n.words
  const changes = changesSince(document, invoice, account)
  const isRevised = changes.some(({ kind }) => kind === 'revised')
  const isOutdated = isRevised || changes.some(({ kind }) => kind === 'replaced' || kind === 'voided')
  const kind = document.kind === 'receipt' ? 'receipt' : 'invoice'
  const title = isRevised ? verify.revised : (isOutdated ? verify.outdated : verify.genuine)[kind]
  const { branding } = account
  return (
    <VerifyLayout
      title={title}
      branding={branding}
      icon={branding.logo ? paths.logo(account.id, branding.logo) : undefined}
      locale={reader.locale}
      nonce={nonce}
      assets={assets}
      head={<script src={assets.verifyJs.path} integrity={assets.verifyJs.integrity} defer />}
    >
      <Sender account={account} seller={invoice.seller} />
      <h1 class="verdict" data-tone={isOutdated ? 'wait' : 'good'}>
        <Icon name={isOutdated ? 'info' : 'check'} />
        <span>{title}</span>
      </h1>
      <p>{verify.compare}</p>
      <Facts fields={factsOf(document, invoice, i18n)} />
      {document.kind === 'invoice' && <BankAccount document={document} i18n={i18n} />}
      <Changes changes={changes} i18n={i18n} />
      <CompareFile document={document} invoice={invoice} words={verify.file} />
    </VerifyLayout>
  )
}

const Facts = ({ fields }: { readonly fields: readonly Field[] }) => (
  <dl class="facts">
    {fields.map(({ name, value }) => (
      <div>
        <dt class="label">{name}</dt>
        <dd>
          <bdi>{value}</bdi>
        </dd>
      </div>
    ))}
  </dl>
)

function factsOf(document: StoredDocument, invoice: IssuedInvoice, { words, money, day, dayAt }: VerifyI18n): Field[] {
  const { verify } = words
  const payee = { name: verify.payee, value: invoice.seller.name }
  if (document.kind === 'invoice') {
    const { totalMinor } = invoice.totals
    const toPayMinor = amountRemainingMinor(asIssued(invoice))
    return [
      payee,
      { name: words.document.number, value: document.number },
      { name: words.document.issued, value: day(invoice.issuedOn) },
      { name: words.document.total, value: money(totalMinor) },
      ...(toPayMinor === totalMinor ? [] : [{ name: words.document.toPay, value: money(toPayMinor) }]),
    ]
  }
  const payment = invoice.payments.find(({ id }) => id === document.ofPayment)
  return [
    payee,
    { name: verify.receiptNumber, value: document.number },
    { name: verify.forInvoice, value: invoice.number },
    ...(payment
      ? [
          { name: verify.paidOn, value: dayAt(payment.settledAt ?? payment.createdAt) },
          { name: verify.amountPaid, value: money(payment.receivedMinor) },
        ]
      : []),
  ]
}

function BankAccount({ document: { payTo }, i18n }: { readonly document: StoredDocument; readonly i18n: VerifyI18n }) {
  const { account } = i18n.words.verify
  return (
    <section>
      <h2>{account.heading}</h2>
      {payTo && <Facts fields={accountFields(payTo, i18n)} />}
      <p>{payTo ? account.check : account.none}</p>
    </section>
  )
}

function Changes({ changes, i18n }: { readonly changes: readonly DocumentChange[]; readonly i18n: VerifyI18n }) {
  const words = i18n.words.verify.changes
  return (
    <section>
      <h2>{words.heading}</h2>
      {changes.length === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <ul class="changes">
          {changes.map((change) => (
            <li>
              <Change change={change} i18n={i18n} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Change({ change, i18n }: { readonly change: DocumentChange; readonly i18n: VerifyI18n }) {
  const words = i18n.words.verify.changes
  switch (change.kind) {
    case 'replaced':
      return <p>{words.replaced({ date: i18n.dayAt(change.at) })}</p>
    case 'voided':
      return <p>{words.voided({ date: i18n.dayAt(change.at) })}</p>
    case 'revised':
      return (
        <p>{words.revised({ date: i18n.dayAt(change.at), number: isolate(change.number, i18n.locale.direction) })}</p>
      )
    case 'paid':
      return <p>{words.paid({ date: i18n.dayAt(change.at) })}</p>
    case 'part_paid':
      return <p>{words.partPaid}</p>
    case 'paid_back':
      return <p>{words.paidBack}</p>
    case 'bank_account':
      return change.to ? (
        <>
          <p>{words.bankAccount}</p>
          <Facts fields={accountFields(change.to, i18n)} />
        </>
      ) : (
        <p>{words.noAccount}</p>
      )
  }
}
