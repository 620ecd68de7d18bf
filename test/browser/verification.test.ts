import type { Page } from 'playwright-core'
import { beforeAll, expect } from 'vitest'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { printedCode } from '../world/codes.ts'
import { world } from '../world/merchant.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'

const addressOf = (code: string) => `${world.app}/verify/${code}`

let pdf: Uint8Array
let code: string

beforeAll(async () => {
  const invoice = await bill(await newCustomer({ preferred_locales: ['de-DE'] }))
  await settled()
  const printed = await printedCode(invoice)
  pdf = printed.pdf
  code = printed.code
})

/** The one outcome that the page shows; null before a file was chosen. */
const outcome = (page: Page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('[data-outcome]')].filter((one) => one.checkVisibility())
    if (shown.length > 1) throw new Error('several outcomes at once')
    return shown[0]?.dataset.outcome ?? null
  })

/** Drops a file on the page, as a person does who drags it there. */
async function drop(page: Page, bytes: Uint8Array) {
  const transfer = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(bytes)], 'invoice.pdf', { type: 'application/pdf' }))
      return transfer
    },
    [...bytes],
  )
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

const choose = (page: Page, buffer: Uint8Array) =>
  page.setInputFiles('input[type=file]', { name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from(buffer) })

story('a file is compared in the browser, and nothing of it is sent', async ({ visitor }) => {
  const page = await visitor.tab()
  await page.goto(addressOf(code), { waitUntil: 'load' })
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  expect(await outcome(page)).toBeNull()

  await choose(page, pdf)
  await expect.poll(() => outcome(page)).toBe('same')
  // Each of these differs from the file that was issued in the least.
  const oneBit = Uint8Array.from(pdf, (byte, i) => (i === pdf.length >> 1 ? byte ^ 1 : byte))
  const others = { oneBit, shorter: pdf.slice(0, -1), longer: Uint8Array.from([...pdf, 10]) }
  for (const [name, bytes] of Object.entries(others)) {
    await drop(page, bytes)
    await expect.poll(() => outcome(page), { message: name }).toBe('other')
    await choose(page, pdf)
    await expect.poll(() => outcome(page)).toBe('same')
  }
  expect(requests).toEqual([])
  expect(new URL(page.url()).pathname).toBe(`/verify/${code}`)
  tally('files compared in the browser', { compared: 7, mistaken: 0, requests: requests.length })
})

story('without script a reader enters a code, and finds the hash of the file to compare', async ({ visitor }) => {
  const page = await visitor.tab({ javaScriptEnabled: false, locale: 'en-GB' })
  await page.goto(`${world.app}/verify`)
  await page.getByLabel('Code on the document').fill('AAAA BBBB CCCC')
  await page.getByRole('button', { name: 'Check' }).click()
  expect(await page.locator('h1').textContent()).toBe('No document has this code')
  await page.getByLabel('Code on the document').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Check' }).click()
  expect(await page.locator('h1').textContent()).toBe('This invoice is genuine')
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(pdf))).toString('hex')
  expect(await page.locator('.fingerprint').textContent()).toBe(digest)
  expect(await page.locator('.compare').isVisible()).toBe(false)
})

story('a document from before it was replaced is told apart from one that was never issued', async ({ visitor }) => {
  const page = await visitor.tab()
  // As the page of a receipt has it once money went back: its newest file is another.
  await page.route(addressOf(code), async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(/data-newest="\w+"/, `data-newest="${'0'.repeat(64)}"`)
    await route.fulfill({ response, body })
  })
  await page.goto(addressOf(code))
  await choose(page, pdf)
  await expect.poll(() => outcome(page)).toBe('older')
})
