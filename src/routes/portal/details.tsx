import { Hono } from 'hono'
import { updateBillingDetails } from '../../actions/customers/update-billing-details.ts'
import { updateContacts } from '../../actions/customers/update-contacts.ts'
import {
  billingDetailsForm,
  type BillingDetailsForm as Form,
  onlyAllowed,
  overtakenForm,
} from '../../core/customers/billing-details.ts'
import type { ContactForm } from '../../core/customers/contacts.ts'
import type { Customer } from '../../core/customers/customer.ts'
import type { InvoiceRow } from '../../core/portal/invoice-row.ts'
import { detailsScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { readBillingDetailsForm, readContactsForm } from '../../http/forms/customer-forms.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { readWire } from '../../http/wire/request.ts'
import { paths } from '../../paths.ts'
import { PortalPage } from '../../views/layouts/portal-page.tsx'
import { BillingDetailsForm, type BillingDetailsFormProps } from '../../views/portal/billing-details-form.tsx'
import { ContactsForm, type ContactsFormProps } from '../../views/portal/contacts-form.tsx'
import { OutdatedInvoices } from '../../views/portal/outdated-invoices.tsx'
import { wordsFor } from '../../views/words/words-for.ts'
import { leadOn } from './flow.ts'
import { asSignedIn, type PortalContext, type PortalProps, signedIn, unitOf } from './visit.ts'

const feature = 'customerUpdate'

/** What customers keep right themselves: their billing details, and who else gets their mails. */
export const portalDetails = new Hono<Env>()
  .get('/:account/details', (c) =>
    signedIn(
      c,
      (accountId, cookieHash) => detailsScreen(c.var.deps.db, accountId, cookieHash),
      (props, { visit: { customer }, open }) => {
        const shown = { form: billingDetailsForm(customer), isSaved: c.req.query('saved') === '1' }
        return detailsPage(c, props, customer, shown, 200, open)
      },
      feature,
    ),
  )

  .post('/:account/details', sameOrigin, async (c) => {
    const wire = await readWire(c.req.raw)
    if (!wire.ok) return problemPage(c, 400)
    const { version, form: sent, isToSave } = readBillingDetailsForm(wire.value)
    return asSignedIn(
      c,
      async (props, { session, customer }) => {
        const form = onlyAllowed(sent, customer, props.configuration.allowedUpdates)
        if (!isToSave) return detailsPage(c, props, customer, { form, version })
        const input = { customerId: customer.id, version, form }
        const done = await updateBillingDetails(c.var.deps, unitOf(c, { session }), input)
        if (!done.ok) return problemPage(c, 404)
        const outcome = done.value
        if (outcome.kind === 'saved')
          return leadOn(c, session, 'customer_update', `${paths.portalDetails(customer.accountId)}?saved=1`)
        if (outcome.kind === 'invalid')
          return detailsPage(c, props, outcome.customer, { form, version, errors: outcome.errors }, 400)
        const { details, customer: current } = outcome
        const shown = overtakenForm(form, current, details)
        return detailsPage(c, props, current, { form: shown, overtaken: { details, entered: form } }, 409)
      },
      feature,
    )
  })

  .get('/:account/contacts', (c) =>
    asSignedIn(
      c,
      (props, { customer }) =>
        contactsPage(c, props, customer, { contacts: contactsOf(customer), isSaved: c.req.query('saved') === '1' }),
      feature,
    ),
  )

  .post('/:account/contacts', sameOrigin, async (c) => {
    const wire = await readWire(c.req.raw)
    if (!wire.ok) return problemPage(c, 400)
    const { version, form } = readContactsForm(wire.value)
    return asSignedIn(
      c,
      async (props, { session, customer }) => {
        const done = await updateContacts(c.var.deps, unitOf(c, { session }), {
          customerId: customer.id,
          version,
          form,
        })
        if (!done.ok) return problemPage(c, 404)
        const outcome = done.value
        if (outcome.kind === 'saved') return c.redirect(`${paths.portalContacts(customer.accountId)}?saved=1`, 303)
        if (outcome.kind === 'invalid')
          return contactsPage(c, props, outcome.customer, { contacts: form, version, errors: outcome.errors }, 400)
        const current = outcome.customer
        return contactsPage(c, props, current, { contacts: contactsOf(current), isOvertaken: true }, 409)
      },
      feature,
    )
  })

const contactsOf = ({ contacts = [] }: Customer): readonly ContactForm[] =>
  contacts.map(({ name, ...contact }) => ({ name: name ?? '', ...contact }))

/** What a form shows besides where it is posted to; the customer's version unless it was sent with an earlier one. */
type Shown<Props> = Partial<Props> & { readonly version?: number }

function detailsPage(
  c: PortalContext,
  { reader, ...props }: PortalProps,
  { accountId, version }: Customer,
  shown: Shown<BillingDetailsFormProps> & { readonly form: Form },
  status: 200 | 400 | 409 = 200,
  open: readonly InvoiceRow[] = [],
) {
  const { account, configuration } = props
  const outdated = configuration.invoiceHistory ? open.filter(({ isOutdated }) => isOutdated) : []
  const words = wordsFor(reader.locale, 'details')
  return page(
    c,
    <PortalPage {...props} title={words.heading} place="details">
      <p>
        <a href={paths.portalContacts(accountId)}>{words.contacts.heading}</a>
      </p>
      <OutdatedInvoices invoices={outdated} {...props} />
      <BillingDetailsForm
        action={paths.portalDetails(accountId)}
        version={version}
        seller={account.name}
        locale={reader.locale}
        allowed={configuration.allowedUpdates}
        {...shown}
      />
    </PortalPage>,
    status,
  )
}

function contactsPage(
  c: PortalContext,
  { reader, ...props }: PortalProps,
  { accountId, version }: Customer,
  shown: Shown<ContactsFormProps> & { readonly contacts: readonly ContactForm[] },
  status: 200 | 400 | 409 = 200,
) {
  const { heading } = wordsFor(reader.locale, 'details').contacts
  return page(
    c,
    <PortalPage {...props} title={heading} place="details">
      <ContactsForm action={paths.portalContacts(accountId)} version={version} locale={reader.locale} {...shown} />
    </PortalPage>,
    status,
  )
}
