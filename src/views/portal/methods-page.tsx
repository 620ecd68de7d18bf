import { isChargeable } from '../../core/customers/automatic-payment.ts'
import { cardExpiry } from '../../core/customers/card-expiry.ts'
import type { Customer, SavedMethod } from '../../core/customers/customer.ts'
import { defaultMethodOf } from '../../core/customers/saved-methods.ts'
import type { RefusalCode } from '../../core/refusals.ts'
import { paths } from '../../paths.ts'
import type { PortalI18n } from '../i18n.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { methodMark, portalMethodName } from '../parts/method-name.ts'
import type { PortalWords } from '../words/catalogue.ts'
import { ExpiryNotice } from './expiry-notice.tsx'
import { changeInPlace, inPlace } from './in-place.ts'
import type { SignedInProps } from './overview-page.tsx'

/** What has just happened: a method was added or not, removed, made default, or something was refused. */
export type MethodsNotice =
  | { readonly kind: 'added'; readonly method: SavedMethod }
  | { readonly kind: 'unfinished' | 'removed' | 'default_changed' | 'automatic_payment' }
  | { readonly kind: 'problem'; readonly code: RefusalCode }

type MethodsProps = SignedInProps & {
  readonly customer: Customer
  /** The provider on whose page a method is entered; null where none can be added. */
  readonly provider: string | null
  readonly notice: MethodsNotice | null
}

/** A customer's saved payment methods, how to add one, and which is charged automatically. */
export function MethodsPage({ customer, provider, notice, nowMs, ...page }: MethodsProps) {
  const { account, i18n } = page
  const { places, methods: words } = i18n.words
  const { methods } = customer
  const inUse = defaultMethodOf(customer)
  const list = paths.portalMethods(account.id)
  return (
    <PortalPage title={places.methods} place="methods" {...page}>
      {notice && <NoticeLine notice={notice} i18n={i18n} />}
      <ExpiryNotice customer={customer} nowMs={nowMs} i18n={i18n} />
      {methods.length === 0 ? (
        <p class="empty">{words.none}</p>
      ) : (
        <>
          <p>{words.text}</p>
          <ul class="methods">
            {methods.toReversed().map((method) => (
              <li>
                <div>
                  <p class="method">
                    <Icon name={methodMark(method.type)} />
                    <strong>{portalMethodName(method, i18n)}</strong>
                    {method.id === inUse?.id && <span class="state">{words.default}</span>}
                  </p>
                  <Expiry method={method} nowMs={nowMs} i18n={i18n} />
                </div>
                <div class="method-actions">
                  {method.id !== inUse?.id && (
                    <form method="post" action={paths.portalMethodDefault(account.id, method.id)} {...changeInPlace}>
                      <button class="link-button" type="submit">
                        {words.makeDefault}
                        <Of method={method} i18n={i18n} />
                      </button>
                    </form>
                  )}
                  <a href={paths.portalMethodRemoval(account.id, method.id)} {...inPlace}>
                    {words.remove}
                    <Of method={method} i18n={i18n} />
                  </a>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {provider !== null && (
        <form class="form add-method" method="post" action={list}>
          {methods.length > 0 && (
            <label class="box">
              <input type="checkbox" name="default" value="yes" checked />
              <span>{words.asDefault}</span>
            </label>
          )}
          <button class="button" type="submit">
            {words.add}
          </button>
          <p class="hint">{words.addText({ provider: i18n.name(provider) })}</p>
        </form>
      )}
      {page.configuration.automaticPayment && <Automatic customer={customer} {...page} />}
    </PortalPage>
  )
}

/** What a customer agrees to when they switch automatic payment on, as they read it. */
export const automaticPaymentConsent = ({ account, i18n }: Pick<SignedInProps, 'account' | 'i18n'>): string =>
  i18n.words.methods.automatic.consent({ seller: i18n.name(account.name) })

type AutomaticProps = Pick<SignedInProps, 'account' | 'i18n'> & { readonly customer: Customer }

/** Whether invoices are charged automatically, and the other choice with what it means. */
function Automatic({ customer, account, i18n }: AutomaticProps) {
  const { automatic: words } = i18n.words.methods
  const isOn = isChargeable(customer)
  return (
    <section>
      <h2>{words.heading}</h2>
      <p>{isOn ? words.on({ seller: i18n.name(account.name) }) : words.off}</p>
      {!isOn && customer.methods.length === 0 ? (
        <p class="hint">{words.needsMethod}</p>
      ) : (
        <form class="form" method="post" action={paths.portalAutomaticPayment(account.id)}>
          <input type="hidden" name="automatic_payment" value={isOn ? 'off' : 'on'} />
          {!isOn && (
            <label class="box">
              <input type="checkbox" name="consent" value="yes" required />
              <span>{automaticPaymentConsent({ account, i18n })}</span>
            </label>
          )}
          <p class="hint">{isOn ? words.turnOffText : words.turnOnText}</p>
          <button class="button" data-quiet type="submit">
            {isOn ? words.turnOff : words.turnOn}
          </button>
        </form>
      )}
    </section>
  )
}

type RemovalProps = SignedInProps & {
  readonly customer: Customer
  readonly method: SavedMethod
  readonly problem: RefusalCode | null
}

/** Asks before a method is removed, and which one is charged automatically instead. */
export function MethodRemovalPage({ customer, method, problem, nowMs: _, ...page }: RemovalProps) {
  const { account, i18n } = page
  const { removal: words } = i18n.words.methods
  const others = customer.methods.filter(({ id }) => id !== method.id).toReversed()
  const isDefault = defaultMethodOf(customer)?.id === method.id
  const isPossible = problem !== 'payment_method_needed'
  return (
    <PortalPage title={words.heading({ method: portalMethodName(method, i18n) })} place="methods" {...page}>
      {problem && <NoticeLine notice={{ kind: 'problem', code: problem }} i18n={i18n} />}
      {isPossible && (
        <>
          <p>{words.text}</p>
          <form class="form" method="post" action={paths.portalMethodRemoval(account.id, method.id)} {...changeInPlace}>
            {isDefault && others.length > 0 && (
              <fieldset>
                <legend>{words.next}</legend>
                {others.map((other) => (
                  <label class="box">
                    <input type="radio" name="next" value={other.id} required />
                    <span>{portalMethodName(other, i18n)}</span>
                  </label>
                ))}
              </fieldset>
            )}
            <button class="button" type="submit">
              {words.confirm}
            </button>
          </form>
        </>
      )}
      <p>
        <a href={paths.portalMethods(account.id)} {...inPlace}>
          {isPossible ? words.keep : words.back}
        </a>
      </p>
    </PortalPage>
  )
}

type Named = { readonly method: SavedMethod; readonly i18n: PortalI18n }
type Dated = Named & { readonly nowMs: number }

/** Which method a link or a button is about, for those who hear it without its row. */
const Of = ({ method, i18n }: Named) => <span class="visually-hidden"> {portalMethodName(method, i18n)}</span>

/** Until when a card is good; nothing for a bank account. */
function Expiry({ method, nowMs, i18n }: Dated) {
  const { methods: words } = i18n.words
  const { expMonth, expYear } = method
  if (expMonth === null || expYear === null) return null
  const near = cardExpiry(method, i18n.today(nowMs))
  if (near === null) return <p class="hint">{words.expires({ month: i18n.month(expYear, expMonth) })}</p>
  return (
    <p class="state" data-tone={near === 'expired' ? 'bad' : 'wait'}>
      <Icon name="alert" />
      {words.expiry[near]}
    </p>
  )
}

const looks: Readonly<Record<MethodsNotice['kind'], { readonly icon: IconName; readonly tone: string }>> = {
  added: { icon: 'check', tone: 'good' },
  removed: { icon: 'check', tone: 'good' },
  default_changed: { icon: 'check', tone: 'good' },
  automatic_payment: { icon: 'check', tone: 'good' },
  unfinished: { icon: 'info', tone: 'plain' },
  problem: { icon: 'alert', tone: 'bad' },
}

function NoticeLine({ notice, i18n }: { readonly notice: MethodsNotice; readonly i18n: PortalI18n }) {
  const { icon, tone } = looks[notice.kind]
  const role = notice.kind === 'problem' ? 'alert' : 'status'
  return (
    <div class="notice" data-tone={tone} role={role} tabIndex={-1} autofocus>
      <Icon name={icon} />
      <p>{sentence(notice, i18n)}</p>
    </div>
  )
}

function sentence(notice: MethodsNotice, i18n: PortalI18n): string {
  const { methods: words } = i18n.words
  if (notice.kind === 'added') return words.notice.added({ method: portalMethodName(notice.method, i18n) })
  return notice.kind === 'problem' ? words.problem[problemKey(notice.code, words)] : words.notice[notice.kind]
}

type Words = PortalWords['methods']

const problemKey = (code: RefusalCode, words: Words): keyof Words['problem'] =>
  Object.hasOwn(words.problem, code) ? (code as keyof Words['problem']) : 'other'
