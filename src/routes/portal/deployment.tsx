import { type Context, Hono } from 'hono'
import { merchantsToChoose, signInAtDeployment, signInAtMerchant } from '../../actions/portal/deployment-sign-in.ts'
import { requestDeploymentSignIn } from '../../actions/portal/request-deployment-sign-in.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page, pageProps } from '../../http/pages.tsx'
import { deleteSignInCookie, keepSignInCookie, setPortalCookie, signInCookie } from '../../http/portal-cookies.ts'
import { isOneTooMany, tooManyPage } from '../../http/rate-limit.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'
import { orderSignInCode } from '../../jobs/sign-in-code.ts'
import { mailAddress } from '../../mail-address.ts'
import { paths } from '../../paths.ts'
import { deploymentName } from '../../views/emails/sender.ts'
import { portalI18n } from '../../views/i18n.ts'
import {
  DeploymentCodePage,
  DeploymentLoginPage,
  DeploymentOtherBrowserPage,
  MerchantsPage,
} from '../../views/portal/deployment-pages.tsx'
import { userAgentOf } from './visitor-props.ts'

/**
 * How somebody whom several merchants bill gets into their portals: by one code for the address, and then by choosing. Nothing about any
 * merchant is read before the code was given (docs/decisions/021).
 */
export const deploymentEntry = new Hono<Env>()
  .get('/', (c) => page(c, <DeploymentLoginPage {...propsOf(c)} address="" isWrong={false} />))

  .post('/', sameOrigin, async (c) => {
    const { email: typed = '' } = await fieldsOf(c.req.raw)
    const address = mailAddress(typed)
    if (address === null)
      return page(c, <DeploymentLoginPage {...propsOf(c)} address={typed.slice(0, 254)} isWrong />, 400)
    const { deps } = c.var
    const browserSecret = keepSignInCookie(c, null)
    // Nothing is written or mailed for whoever asks too often, and nobody is told.
    if (await isOneTooMany(c, deps.rateLimits.signIn))
      return c.redirect(paths.deploymentSignIn(deps.newId('signIn')), 303)
    const id = await requestDeploymentSignIn(deps, { address, browserSecret })
    // After the response, so that its timing does not reveal whether the address is known.
    c.executionCtx.waitUntil(runWithoutFailing('deployment_code', id, () => orderSignInCode(deps, null, id)))
    return c.redirect(paths.deploymentSignIn(id), 303)
  })

  .get('/:signIn', (c) => {
    if (signInCookie(c, null) === null) return page(c, <DeploymentOtherBrowserPage {...propsOf(c)} />)
    const code = (c.req.query('code') ?? '').slice(0, 20)
    return page(c, <DeploymentCodePage {...propsOf(c)} signInId={c.req.param('signIn')} code={code} isWrong={false} />)
  })

  .post('/:signIn', sameOrigin, async (c) => {
    if (await isOneTooMany(c, c.var.deps.rateLimits.signIn)) return tooManyPage(c)
    const { code = '' } = await fieldsOf(c.req.raw)
    const signInId = c.req.param('signIn')
    const browserSecret = signInCookie(c, null)
    const proven =
      browserSecret === null
        ? null
        : await signInAtDeployment(c.var.deps, { signInId, browserSecret, code, userAgent: userAgentOf(c) })
    if (!proven?.ok)
      return page(c, <DeploymentCodePage {...propsOf(c)} signInId={signInId} code={code.slice(0, 20)} isWrong />, 400)
    return proven.value ? toPortal(c, proven.value) : c.redirect(paths.deploymentChoice(signInId), 303)
  })

  .get('/:signIn/customer', async (c) => {
    const signInId = c.req.param('signIn')
    const browserSecret = signInCookie(c, null)
    const choice = browserSecret && (await merchantsToChoose(c.var.deps, { signInId, browserSecret }))
    if (!choice) return c.redirect(paths.deploymentLogin(), 303)
    return page(c, <MerchantsPage {...propsOf(c)} {...choice} signInId={signInId} />)
  })

  .post('/:signIn/customer', sameOrigin, async (c) => {
    const { merchant: accountId = '', customer: customerId = '' } = await fieldsOf(c.req.raw)
    const signInId = c.req.param('signIn')
    const browserSecret = signInCookie(c, null)
    const chosen = { accountId, customerId, userAgent: userAgentOf(c) }
    const opened =
      browserSecret === null ? null : await signInAtMerchant(c.var.deps, { signInId, browserSecret, ...chosen })
    return opened?.ok ? toPortal(c, opened.value) : c.redirect(paths.deploymentLogin(), 303)
  })

function toPortal(c: Context<Env>, { accountId, cookieSecret }: { accountId: string; cookieSecret: string }) {
  deleteSignInCookie(c, null)
  setPortalCookie(c, accountId, cookieSecret)
  return c.redirect(paths.portal(accountId), 303)
}

function propsOf(c: Context<Env>) {
  const { locale, nonce, assets } = pageProps(c)
  return { name: deploymentName(c.var.deps), i18n: portalI18n({ locale, timeZone: 'UTC' }), nonce, assets }
}
