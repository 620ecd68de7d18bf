import { Hono } from 'hono'
import { nothingWritten } from './actions/unit-of-work.ts'
import { makeDeps } from './deps.ts'
import { settingsOf } from './env.ts'
import { BadSettings } from './env-values.ts'
import { allowedMethods } from './http/allowed-methods.ts'
import type { Env } from './http/env.ts'
import { logFault, refusalOf } from './http/fault.ts'
import { problemPage } from './http/pages.tsx'
import { securityHeaders } from './http/security-headers.ts'
import { drain } from './jobs/follow-up.ts'
import { v1 } from './routes/api/v1/index.ts'
import { home } from './routes/home.tsx'
import { stripeHooks } from './routes/hooks/stripe.ts'
import { logos } from './routes/logos.ts'
import { documents } from './routes/pay/documents.ts'
import { invoicePages } from './routes/pay/invoice.tsx'
import { portalCorrections } from './routes/portal/corrections.tsx'
import { portalData } from './routes/portal/data.tsx'
import { deploymentEntry } from './routes/portal/deployment.tsx'
import { portalDetails } from './routes/portal/details.tsx'
import { portalDownloads } from './routes/portal/downloads.ts'
import { portalEntry } from './routes/portal/entry.tsx'
import { portalMethods } from './routes/portal/methods.tsx'
import { portalPasskeys } from './routes/portal/passkeys.tsx'
import { portalPayments } from './routes/portal/payments.tsx'
import { portal } from './routes/portal/portal.tsx'
import { portalQuestions } from './routes/portal/questions.tsx'
import { portalStatement } from './routes/portal/statement.tsx'
import { verify } from './routes/verify.tsx'

/** The global middleware, then every mount. */
export const app = new Hono<Env>()

app.use(securityHeaders)

app.use(async (c, next) => {
  const requestId = `req_${crypto.randomUUID().replaceAll('-', '')}`
  const deps = makeDeps(settingsOf(c.env), c.env.RUNTIME, requestId)
  const written = nothingWritten()
  c.set('deps', deps)
  c.set('written', written)
  await next()
  if (written.followUps.length > 0) c.executionCtx.waitUntil(drain(deps, written))
})

app.route('/', home)
app.route('/i', invoicePages)
app.route('/i', documents)
app.route('/portal', deploymentEntry)
app.route('/p', portalEntry)
app.route('/p', portal)
app.route('/p', portalPasskeys)
app.route('/p', portalPayments)
app.route('/p', portalStatement)
app.route('/p', portalDownloads)
app.route('/p', portalMethods)
app.route('/p', portalDetails)
app.route('/p', portalQuestions)
app.route('/p', portalCorrections)
app.route('/p', portalData)
app.route('/verify', verify)
app.route('/hooks/stripe', stripeHooks)
app.route('/v1', v1)
app.route('/logos', logos)

app.notFound((c) => {
  const allowed = allowedMethods(app.routes, c.req.path)
  if (allowed.length === 0 || allowed.includes(c.req.method)) return problemPage(c, 404)
  c.header('allow', allowed.join(', '))
  return problemPage(c, 405)
})

app.onError((fault, c) => {
  if (fault instanceof BadSettings) {
    console.error(`Remit does not serve: ${fault.message}`)
    return c.text(`Remit does not serve until its settings are right. ${fault.message}\n`, 503)
  }
  logFault(fault, c.var.deps?.requestId ?? '')
  return problemPage(c, refusalOf(fault).code === 'unexpected' ? 500 : 503)
})
