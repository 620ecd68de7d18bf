import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { freePort } from '../../dev/ports.ts'
import { workerVars } from '../../dev/worker-vars.ts'
import { startBundle } from '../../dev/workerd.ts'
import { paths } from '../../src/paths.ts'
import { isProving } from '../proof/rounds.ts'
import { secretsFile } from '../world/assigned.ts'
import { newCustomer } from '../world/billing.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { openSessionOf } from '../world/portal.ts'
import { secrets } from '../world/secrets.ts'
import { story } from '../world/story.ts'
import { now } from '../world/time.ts'
import { violations } from './axe.ts'

const { accountId } = kranwerk
const locale = 'en-GB'

/** Gives a page's browser a device that keeps passkeys and whose owner is always there. */
async function plugIn(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options })
  return {
    verifies: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

story(
  'Jonas adds a passkey, signs in by it the next time, and removes it',
  { timeout: 60_000 },
  async ({ browser }) => {
    // A passkey belongs to a name, which the world's address in numbers is not.
    const port = await freePort()
    const app = `http://localhost:${port}`
    const dir = mkdtempSync(join(tmpdir(), 'remit-passkeys-'))
    const bundle = join(dirname(secretsFile), 'workerd/worker.js')
    const workerd = await startBundle({ port, dir, bundle, vars: workerVars(secrets, { ...world, app }) })
    const context = await browser.newContext({ locale, viewport: { width: 390, height: 844 } })
    try {
      const jonas = await newCustomer()
      const page = await context.newPage()
      // In the proof only: axe takes a third of the time.
      const flaws = async () => (isProving ? violations(page) : [])
      const problems: string[] = []
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      page.on('pageerror', ({ message }) => problems.push(message))
      const device = await plugIn(page)
      const devices = app + paths.portalSessions(accountId)
      const login = app + paths.portalLogin(accountId)
      const { link } = await openSessionOf(kranwerk, jonas.id, await now(), { way: 'code' })
      await page.goto(app + paths.portalEntry(accountId, link))
      await page.goto(devices)
      await device.verifies(false)
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByText('Your device didn’t answer').waitFor()
      await device.verifies(true)
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByText('The passkey was added').waitFor()
      await page.getByText('Not used yet').waitFor()
      expect(await flaws()).toEqual([])
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByText('Your device didn’t answer').waitFor()

      const signIn = async () => {
        await page.goto(devices)
        await page.locator('header').getByRole('button', { name: 'Sign out' }).click()
        await page.getByText('You are signed out').waitFor()
        await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
      }
      await signIn()
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
      await page.goto(devices)
      await page.getByText('Signed in by a passkey').waitFor()
      await page.getByRole('button', { name: 'Remove' }).click()
      await page.getByText('The passkey was removed').waitFor()
      await signIn()
      await page.getByText('This passkey doesn’t work here').waitFor()
      expect(page.url()).not.toBe(login)
      expect(await flaws()).toEqual([])
      expect(problems.filter((text) => !text.includes('status of 400'))).toEqual([])
    } finally {
      await context.close()
      await workerd.stop()
      await rm(dir, { recursive: true, force: true })
    }
  },
)

// Both in the proof: what has no script stays hidden in either case.
for (const javaScriptEnabled of isProving ? [true, false] : [true]) {
  const where = javaScriptEnabled ? 'on a host without a name' : 'without scripts'
  story(`${where} there is no button for passkeys`, async ({ visitor }) => {
    const jonas = await newCustomer()
    const { link } = await openSessionOf(kranwerk, jonas.id, await now(), { way: 'code' })
    const page = await visitor.tab({ locale, javaScriptEnabled })
    await page.goto(world.app + paths.portalLogin(accountId))
    await page.getByRole('button', { name: 'Send me a code' }).waitFor()
    expect(await page.getByRole('button', { name: /passkey/ }).count()).toBe(0)
    await page.goto(world.app + paths.portalEntry(accountId, link))
    await page.goto(world.app + paths.portalSessions(accountId))
    await page.getByText('This device', { exact: true }).waitFor()
    expect(
      await page
        .getByText(/passkey/i)
        .filter({ visible: true })
        .count(),
    ).toBe(0)
  })
}
