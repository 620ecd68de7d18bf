import { Hono } from 'hono'
import { addPasskey } from '../../actions/portal/add-passkey.ts'
import { removePasskey } from '../../actions/portal/remove-passkey.ts'
import { signInByPasskey } from '../../actions/portal/sign-in-by-passkey.ts'
import { passkeyLimits } from '../../core/portal/passkey.ts'
import { creationOptions, passkeyChallenge, requestOptions } from '../../crypto/passkeys.ts'
import { passkeysScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { deleteSignInCookie, keepSignInCookie, setPortalCookie, signInCookie } from '../../http/portal-cookies.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { wantedPage } from '../../http/wanted-page.ts'
import { paths } from '../../paths.ts'
import { LoginPage } from '../../views/portal/entry-pages.tsx'
import type { PasskeyNotice } from '../../views/portal/passkeys.tsx'
import { asSignedIn, signedIn, unitOf } from './visit.ts'
import { entryProps, merchantOf, userAgentOf } from './visitor-props.ts'

/** Passkeys, by which customers sign in without a code from their second visit on. GET requests write nothing. */
export const portalPasskeys = new Hono<Env>()
  /** What the browser needs to make one. */
  .get('/:account/passkeys/options', (c) =>
    signedIn(
      c,
      (accountId, cookieHash) => passkeysScreen(c.var.deps.db, accountId, cookieHash),
      async ({ account, nowMs }, { visit: { session, customer }, passkeys }) => {
        if (session.way === 'api') return problemPage(c, 404)
        const { linkKeys, origin } = c.var.deps
        const of = { accountId: account.id, purpose: 'add', browser: session.id } as const
        const challenge = await passkeyChallenge(linkKeys, of, nowMs)
        const made = {
          accountId: account.id,
          customerId: customer.id,
          sellerName: account.name,
          userName: customer.email ?? customer.name ?? account.name,
          known: passkeys,
        }
        return c.json(await creationOptions(origin, challenge, made))
      },
    ),
  )

  .post('/:account/passkeys', sameOrigin, async (c) => {
    const { answer = '' } = await fieldsOf(c.req.raw, passkeyLimits.answerLength)
    return asSignedIn(c, async ({ account }, { session }) => {
      const toAdd = { session, answer, userAgent: userAgentOf(c) }
      const added = await addPasskey(c.var.deps, unitOf(c, { session }), toAdd)
      return c.redirect(devices(account.id, added.ok ? 'added' : 'refused'), 303)
    })
  })

  .post('/:account/passkeys/:passkey/removal', sameOrigin, (c) =>
    asSignedIn(c, async ({ account }, { session }) => {
      const toRemove = { customerId: session.customerId, id: c.req.param('passkey') }
      await removePasskey(c.var.deps, unitOf(c, { session }), toRemove)
      return c.redirect(devices(account.id, 'removed'), 303)
    }),
  )

  /** What the browser needs to sign in by one: the same for everybody, so that it says nothing about who has any. */
  .get('/:account/passkeys/challenge', async (c) => {
    const merchant = await merchantOf(c)
    if (!merchant) return problemPage(c, 404)
    const { linkKeys, origin, now } = c.var.deps
    const accountId = merchant.account.id
    const of = { accountId, purpose: 'sign-in', browser: keepSignInCookie(c, accountId) } as const
    return c.json(requestOptions(origin, await passkeyChallenge(linkKeys, of, now())))
  })

  .post('/:account/passkeys/sign-in', sameOrigin, async (c) => {
    const { answer = '', next: asked } = await fieldsOf(c.req.raw, passkeyLimits.answerLength)
    const accountId = c.req.param('account')
    const next = wantedPage(accountId, asked)
    const browserSecret = signInCookie(c, accountId)
    const signedIn =
      browserSecret === null
        ? null
        : await signInByPasskey(c.var.deps, { accountId, browserSecret, answer, userAgent: userAgentOf(c) })
    if (signedIn?.ok) {
      deleteSignInCookie(c, accountId)
      setPortalCookie(c, accountId, signedIn.value.cookieSecret)
      return c.redirect(next ?? paths.portal(accountId), 303)
    }
    const merchant = await merchantOf(c)
    if (!merchant) return problemPage(c, 404)
    return page(c, <LoginPage {...entryProps(c, merchant)} address="" next={next} notice="passkey_refused" />, 400)
  })

const devices = (accountId: string, passkey: PasskeyNotice) => `${paths.portalSessions(accountId)}?passkey=${passkey}`
