import { type Context, Hono } from 'hono'
import { requestSignIn } from '../../actions/portal/request-sign-in.ts'
import { signIn, signInAs } from '../../actions/portal/sign-in.ts'
import type { PortalFlow } from '../../core/portal/flow.ts'
import { isAlive } from '../../core/portal/session.ts'
import { cookieSecretOf } from '../../crypto/portal-secrets.ts'
import { hashSecret, looksLikeSecret } from '../../crypto/secret-token.ts'
import { selectSession } from '../../db/repositories/portal-sessions.ts'
import { signInsOf } from '../../db/repositories/sign-ins.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { deleteSignInCookie, keepSignInCookie, setPortalCookie, signInCookie } from '../../http/portal-cookies.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { leadingOnTo, wantedPage } from '../../http/wanted-page.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'
import { orderSignInCode } from '../../jobs/sign-in-code.ts'
import { mailAddress } from '../../mail-address.ts'
import { paths } from '../../paths.ts'
import { ChoicePage, CodePage, LoginPage, OtherBrowserPage } from '../../views/portal/entry-pages.tsx'
import { entryProps, merchantOf, userAgentOf } from './visitor-props.ts'

type EntryContext = Context<Env, '/:account/login' | '/:account/login/*' | '/:account/session/*'>

/** How a customer gets into the portal: by a mailed code, or by a link that the merchant's own site was given. */
export const portalEntry = new Hono<Env>()
  .get('/:account/login', async (c) => {
    const merchant = await merchantOf(c)
    if (!merchant) return problemPage(c, 404)
    const ended = c.req.query('after')
    return page(
      c,
      <LoginPage
        {...entryProps(c, merchant)}
        address={(c.req.query('prefilled_email') ?? '').slice(0, 254)}
        next={wantedPage(c.req.param('account'), c.req.query('next'))}
        notice={ended === 'signed_out' || ended === 'session_ended' ? ended : null}
      />,
    )
  })

  .post('/:account/login', sameOrigin, async (c) => {
    const { email: typed = '', next: asked } = await fieldsOf(c.req.raw)
    const address = mailAddress(typed)
    const accountId = c.req.param('account')
    const next = wantedPage(accountId, asked)
    const merchant = await merchantOf(c)
    if (!merchant) return problemPage(c, 404)
    if (address === null)
      return page(
        c,
        <LoginPage {...entryProps(c, merchant)} address={typed} next={next} notice="address_invalid" />,
        400,
      )
    const browserSecret = keepSignInCookie(c, accountId)
    const id = await requestSignIn(c.var.deps, { accountId, address, browserSecret })
    // After the response, so that its timing does not reveal whether the address is known.
    c.executionCtx.waitUntil(runWithoutFailing('sign_in_code', id, () => orderSignInCode(c.var.deps, accountId, id)))
    return c.redirect(leadingOnTo(next, paths.portalSignIn(accountId, id)), 303)
  })

  .get('/:account/login/:signIn', async (c) => {
    const merchant = await merchantOf(c)
    if (!merchant) return problemPage(c, 404)
    const props = entryProps(c, merchant)
    if (signInCookie(c, props.account.id) === null) return page(c, <OtherBrowserPage {...props} />)
    const code = (c.req.query('code') ?? '').slice(0, 20)
    const next = wantedPage(props.account.id, c.req.query('next'))
    return page(c, <CodePage {...props} signInId={c.req.param('signIn')} code={code} next={next} isWrong={false} />)
  })

  .post('/:account/login/:signIn', sameOrigin, async (c) => {
    const { code = '', next: asked } = await fieldsOf(c.req.raw)
    const { account: accountId, signIn: signInId } = c.req.param()
    const next = wantedPage(accountId, asked)
    const browserSecret = signInCookie(c, accountId)
    const signedIn =
      browserSecret === null
        ? null
        : await signIn(c.var.deps, { accountId, signInId, browserSecret, code, userAgent: userAgentOf(c) })
    if (signedIn?.ok) return afterSignIn(c, accountId, signInId, signedIn.value.cookieSecret, next)
    const merchant = await merchantOf(c)
    if (!merchant) return problemPage(c, 404)
    return page(
      c,
      <CodePage {...entryProps(c, merchant)} signInId={signInId} code={code.slice(0, 20)} next={next} isWrong />,
      400,
    )
  })

  .get('/:account/login/:signIn/customer', async (c) => {
    const { account: accountId, signIn: signInId } = c.req.param()
    const { deps } = c.var
    deps.enter(accountId)
    const secret = signInCookie(c, accountId)
    const proven =
      secret && (await signInsOf(deps.db, accountId).proven(signInId, await hashSecret(secret), deps.now()))
    if (!proven) return c.redirect(paths.portalLogin(accountId), 303)
    const next = wantedPage(accountId, c.req.query('next'))
    const { customers } = proven
    return page(c, <ChoicePage {...entryProps(c, proven)} signInId={signInId} customers={customers} next={next} />)
  })

  .post('/:account/login/:signIn/customer', sameOrigin, async (c) => {
    const { customer: customerId = '', next } = await fieldsOf(c.req.raw)
    const { account: accountId, signIn: signInId } = c.req.param()
    const browserSecret = signInCookie(c, accountId)
    const signedIn =
      browserSecret === null
        ? null
        : await signInAs(c.var.deps, { accountId, signInId, browserSecret, customerId, userAgent: userAgentOf(c) })
    if (!signedIn?.ok) return c.redirect(paths.portalLogin(accountId), 303)
    const page = wantedPage(accountId, next)
    return afterSignIn(c, accountId, signInId, signedIn.value.cookieSecret, page)
  })

  /**
   * The link that `/v1/billing_portal/sessions` returns. It opens its session and writes nothing, so that a link preview uses nothing up;
   * the address that stays in the browser is the portal's.
   */
  .get('/:account/session/:secret', async (c) => {
    const { account: accountId, secret } = c.req.param()
    const { deps } = c.var
    if (!looksLikeSecret(secret)) return problemPage(c, 404)
    deps.enter(accountId)
    const cookieSecret = await cookieSecretOf(deps.linkKeys, secret)
    const [visit] = await selectSession(deps.db, accountId, await hashSecret(cookieSecret))
    if (!visit || !isAlive(visit.session, deps.now()))
      return c.redirect(`${paths.portalLogin(accountId)}?after=session_ended`, 303)
    setPortalCookie(c, accountId, cookieSecret)
    const { flow } = visit.session
    return c.redirect((flow ? startOf[flow.type] : paths.portal)(accountId), 303)
  })

/** The page that each flow is about. */
const startOf: Readonly<Record<PortalFlow['type'], (accountId: string) => string>> = {
  customer_update: paths.portalDetails,
  invoice_history: paths.portalInvoices,
  payment_method_update: paths.portalMethods,
}

function afterSignIn(
  c: EntryContext,
  accountId: string,
  signInId: string,
  cookieSecret: string | null,
  next: string | null,
) {
  if (cookieSecret === null) return c.redirect(leadingOnTo(next, paths.portalChoice(accountId, signInId)), 303)
  deleteSignInCookie(c, accountId)
  setPortalCookie(c, accountId, cookieSecret)
  return c.redirect(next ?? paths.portal(accountId), 303)
}
