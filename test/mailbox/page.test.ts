import { createServer } from 'node:http'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/chromium.ts'
import { type Mailbox, startMailbox } from '../../dev/mailbox/start.ts'
import { freePort } from '../../dev/ports.ts'
import { invoiceMail, payLink, reminderMail } from './sample-mail.ts'
import { deliver } from './smtp-client.ts'

let browser: Browser
let mailbox: Mailbox
let page: Page

const open = async (options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  page = await context.newPage()
  await page.goto(mailbox.url)
}

/** The same mail with its pay link to a small app that records its requests. */
async function withApp(visit: (requested: string[]) => Promise<void>) {
  const port = await freePort()
  const requested: string[] = []
  const app = createServer((request, response) => {
    requested.push(request.url ?? '')
    response.end('<!doctype html><title>Invoice 0042</title>')
  }).listen(port, '127.0.0.1')
  await deliver(mailbox.smtpUrl, {
    to: 'ines@example.com',
    message: invoiceMail.replaceAll('127.0.0.1:8787', `127.0.0.1:${port}`),
  })
  try {
    await visit(requested)
  } finally {
    app.closeAllConnections()
    app.close()
  }
}

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

beforeEach(async () => {
  mailbox = await startMailbox({ smtpPort: 0, port: 0 })
})

afterEach(async () => {
  await page.context().close()
  await mailbox.stop()
})

describe('a reader in a browser', () => {
  test.for([true, false])('follows the pay link in the mail to the app (with scripts: %s)', (javaScriptEnabled) =>
    withApp(async (requested) => {
      await open({ javaScriptEnabled })
      await page.getByRole('link', { name: 'Facture' }).click()
      const frame = page.frameLocator('iframe')
      const [opened] = await Promise.all([
        page.waitForEvent('popup'),
        frame.getByRole('link', { name: 'Payer 1 190,50 €' }).click(),
      ])
      await opened.waitForLoadState()
      expect(await opened.title()).toBe('Invoice 0042')
      expect(requested).toContain(new URL(payLink).pathname + new URL(payLink).search)
    }),
  )

  test('sees the inline image of a mail, while its script does not run', async () => {
    await deliver(mailbox.smtpUrl, { to: 'ines@example.com', message: invoiceMail })
    await open()
    await page.getByRole('link', { name: 'Facture' }).click()
    const frame = page.frameLocator('iframe')
    expect(await frame.getByRole('img', { name: 'Lindqvist' }).evaluate(naturalWidth)).toBe(1)
    expect(await frame.locator('html').evaluate((html) => html.ownerDocument.title)).toBe('Facture')
  })

  test('can find a mail, read its text and source, and delete all, without scripts', async () => {
    await deliver(mailbox.smtpUrl, { to: 'ines@example.com', message: invoiceMail })
    await deliver(mailbox.smtpUrl, { to: 'otto@example.com', message: reminderMail })
    await open({ javaScriptEnabled: false })
    await page.getByLabel('Search recipient or subject').fill('ines@')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('listitem').getByRole('link').click()
    await page.getByRole('link', { name: 'Text', exact: true }).click()
    expect(await page.locator('pre').textContent()).toContain('Bonjour Inès')
    await page.getByRole('link', { name: 'Headers and source' }).click()
    expect(await page.locator('pre').textContent()).toContain('boundary=outer')
    await page.getByRole('link', { name: 'All mail' }).click()
    await page.getByRole('button', { name: 'Delete all' }).click()
    expect(await page.getByRole('main').textContent()).toContain('Every mail that Remit sends will be here.')
  })

  test('finds no accessibility violation on any page, light on a phone and dark on a desktop', async () => {
    await deliver(mailbox.smtpUrl, { to: 'ines@example.com', message: invoiceMail })
    await deliver(mailbox.smtpUrl, { to: 'otto@example.com', message: reminderMail })
    const [, invoice] = (await (await fetch(`${mailbox.url}/api/mails`)).json()) as { id: string }[]
    const paths = ['/', '/?q=nobody', ...['html', 'text', 'source'].map((view) => `/mails/${invoice?.id}/${view}`)]
    await open({ bypassCSP: true })
    for (const [colorScheme, width] of [
      ['light', 390],
      ['dark', 1280],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      for (const path of paths) {
        await page.goto(mailbox.url + path)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        await page.evaluate(axe.source)
        const { violations, passes } = await page.evaluate(() => window.axe.run('html', { iframes: false }))
        expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([])
        expect(passes.length).toBeGreaterThan(10)
      }
    }
  })
})

const naturalWidth = (image: Element) => (image as HTMLImageElement).naturalWidth

declare global {
  interface Window {
    axe: typeof axe
  }
}
