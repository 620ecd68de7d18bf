import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import type { MailKind } from '../../src/core/invoices/events.ts'
import { isProving, rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { pathOf, send } from '../world/form.ts'
import { mailsTo } from '../world/mails.ts'
import { world } from '../world/merchant.ts'
import { story } from '../world/story.ts'
import { isAllowed } from './allowed-requests.ts'
import { localeOf, locales } from './hostile-invoice.ts'
import { sendHostile, settings, settle } from './hostile-merchant.ts'
import {
  amountIn,
  mailKinds,
  mailOf,
  pageOf,
  screens,
  show,
  type Tab,
  tagsIn,
  unprotected,
} from './hostile-rendering.ts'
import { watch } from './page-watch.ts'
import { payloads } from './payloads.ts'
import { foreignMarkupOn, hiddenParts, inMail, isPaintedOver, onPage, type Places } from './visibility.ts'

/** All payloads take minutes. */
const timeout = 3_600_000

/** Closed after each test. */
const opened: BrowserContext[] = []

afterEach(async () => {
  for (const context of opened.splice(0)) await context.close()
})

const benign = payloads.map(() => 'Name')
const pageTags = tagsIn(Array.from({ length: 24 }, (_, nth) => pageOf(benign, nth)))
const mailTags = tagsIn(mailKinds.map((kind) => mailOf(benign, 0, kind)))
const pageAmount = /<p class="amount"[^>]*>(.*?)<\/p>/
const mailAmount = /<p class="ink"[^>]*><bdi>(.*?)<\/bdi>/

/** A flaw where a rendering does not declare the expected language. */
async function languageFlaw(page: Page, locale: string): Promise<string[]> {
  const said = await page.evaluate(() => document.documentElement.lang)
  return said === locale ? [] : [`it is in ${said}, not ${locale}`]
}

/** In `npm test` each payload is shown on one of the screens, in turn; in the proof on all of them. */
const isShownOn = (tab: number, nth: number) => isProving || nth % screens.length === tab

const seenBy = (tabs: readonly Tab[]) => tabs.flatMap(({ watched }) => watched.seen)

story(
  'hostile texts are shown as text on every page, and amount and payee stay visible',
  { timeout },
  async ({ browser }) => {
    const tabs = await unprotected(browser, (query) => pageOf(payloads, Number(query.get('nth'))))
    opened.push(...tabs.map(({ context }) => context))
    const failures: string[] = []
    let shown = 0
    const walk = async ({ page }: Tab, tab: number) => {
      for (const [nth, name] of payloads.entries()) {
        if (!isShownOn(tab, nth)) continue
        shown += 1
        await show(page, { nth })
        const amount = amountIn(pageOf(benign, nth), pageAmount)
        const found = [
          ...(await hiddenParts(page, onPage, amount, name)),
          ...(await foreignMarkupOn(page, pageTags, false)),
          ...(await languageFlaw(page, localeOf(nth))),
        ]
        if (await isPaintedOver(page, onPage.amount)) found.push('the amount is painted over')
        failures.push(...found.map((wrong) => `${nth} (${tab}) ${name.slice(0, 60)}: ${wrong}`))
      }
    }
    await Promise.all(tabs.map(walk))
    tally('hostile pages in Chromium', {
      payloads: payloads.length,
      languages: locales.length,
      renderings: shown,
      ran: seenBy(tabs).length,
      violations: failures.length,
    })
    expect(seenBy(tabs)).toEqual([])
    expect(failures).toEqual([])
  },
)

story(
  'hostile texts are shown as text in every mail, and amount and payee stay visible',
  { timeout },
  async ({ browser }) => {
    const draw = (query: URLSearchParams) => mailOf(payloads, Number(query.get('nth')), query.get('kind') as MailKind)
    const tabs = await unprotected(browser, draw)
    opened.push(...tabs.map(({ context }) => context))
    const all = payloads.flatMap((name, nth) => mailKinds.map((kind) => ({ name, nth, kind })))
    // In `npm test` each payload is in every second kind of mail, and each kind has every second payload.
    const mails = all.filter(({ nth }, i) => isProving || (i + nth) % 2 === 0)
    const failures: string[] = []
    // The screens take turns: each mail is shown on one, each payload on all.
    const walk = async ({ page }: Tab, tab: number) => {
      for (const { name, nth, kind } of mails.filter((_, i) => i % tabs.length === tab)) {
        await show(page, { nth, kind })
        const amount = amountIn(mailOf(benign, nth, kind), mailAmount)
        const found = [
          ...(await hiddenParts(page, inMail, amount, name)),
          ...(await foreignMarkupOn(page, mailTags, true)),
          ...(await languageFlaw(page, localeOf(nth))),
        ]
        failures.push(...found.map((wrong) => `${kind} ${nth} (${tab}) ${name.slice(0, 60)}: ${wrong}`))
      }
    }
    await Promise.all(tabs.map(walk))
    tally('hostile mails in Chromium', {
      payloads: payloads.length,
      languages: locales.length,
      renderings: mails.length,
      ran: seenBy(tabs).length,
      violations: failures.length,
    })
    expect(seenBy(tabs)).toEqual([])
    expect(failures).toEqual([])
  },
)

/** Payloads with markup, which a page without escaping would render. */
const markup = payloads.filter((text) => /<[a-z]/i.test(text))

type WithoutEscaping = {
  readonly draw: (name: string) => string
  readonly places: Places
  readonly tags: string
  readonly isStyled: boolean
  readonly amount: string
}

/** Renderings in which one name is not escaped. */
const withoutEscaping: Readonly<Record<string, WithoutEscaping>> = {
  page: {
    draw: (name) => pageOf(benign, 0).replace(/(class="sender-name"><bdi>)Name/, (_, before) => before + name),
    places: onPage,
    tags: pageTags,
    isStyled: false,
    amount: amountIn(pageOf(benign, 0), pageAmount),
  },
  mail: {
    draw: (name) =>
      mailOf(benign, 0, 'invoice').replace(/(<td class="ink"[^>]*><bdi>)Name/, (_, before) => before + name),
    places: inMail,
    tags: mailTags,
    isStyled: true,
    amount: amountIn(mailOf(benign, 0, 'invoice'), mailAmount),
  },
}

/** A navigation that the previous payload started may complete only now, and interrupt this one. */
async function showDespiteNavigation(page: Page, query: { readonly nth: number }): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await show(page, query)
      return
    } catch (error) {
      if (tries === 5) throw error
    }
  }
}

for (const [what, { draw, places, tags, isStyled, amount }] of Object.entries(withoutEscaping))
  story(`a ${what} without escaping of one name is detected`, { timeout }, async ({ browser }) => {
    const [tab, ...others] = await unprotected(browser, (query) => draw(markup[Number(query.get('nth'))]!))
    opened.push(tab!.context, ...others.map(({ context }) => context))
    const { page, watched } = tab!
    let caught = 0
    for (const [nth, name] of markup.entries()) {
      const before = watched.seen.length
      await showDespiteNavigation(page, { nth })
      const look = async () => [
        ...(await foreignMarkupOn(page, tags, isStyled)),
        ...(await hiddenParts(page, places, amount, name)),
      ]
      const wrong = await look().catch(() => ['it went elsewhere'])
      if (watched.seen.length > before || wrong.length > 0) caught += 1
    }
    tally(`names that are not escaped on a ${what}`, { planted: markup.length, caught, ran: watched.seen.length })
    expect(caught).toBe(markup.length)
    expect(watched.seen.some((what) => what.startsWith('ran a script'))).toBe(true)
    expect(watched.seen.some((what) => what.includes('evil.example'))).toBe(true)
  })

const ascii = (text: string) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 400)

story(
  'the running Worker shows hostile settings as text, on the page and in the mailbox',
  { timeout },
  async ({ browser }) => {
    const usual = await settings()
    const failures: string[] = []
    const counts = { invoices: 0, renderings: 0, mails: 0 }
    const tabs = await Promise.all(
      screens.map(async (screen) => {
        const context = await browser.newContext(screen)
        opened.push(context)
        const watched = await watch(context, isAllowed)
        return { context, watched, page: await context.newPage() }
      }),
    )
    let html = ''
    const readers = await unprotected(browser, () => html, isAllowed)
    opened.push(...readers.map(({ context }) => context))
    try {
      for (let nth = 0; nth < rounds(2, payloads.length); nth++) {
        const { invoice, account, email, locale, amount, mailed } = await sendHostile(usual, payloads, nth)
        counts.invoices += 1
        const path = pathOf(invoice)
        expect((await send(path, { headers: { 'accept-language': ascii(account.locale) } })).status).toBe(200)
        const say = (where: string, some: readonly string[]) =>
          failures.push(...some.map((wrong) => `${nth} ${where} ${account.name.slice(0, 60)}: ${wrong}`))
        for (const { page } of tabs) {
          await page.goto(invoice.hosted_invoice_url)
          say('page', await hiddenParts(page, onPage, amount, account.name))
          say('page', await foreignMarkupOn(page, `${pageTags} img details summary`, false))
          say('page', await languageFlaw(page, locale))
          counts.renderings += 1
        }
        for (const [i, mail] of (await mailsTo(email)).entries()) {
          const { page } = tabs[counts.mails % tabs.length]!
          await page.goto(`${world.mailbox}/mails/${mail.id}`)
          await page.goto(`${world.mailbox}/mails/${mail.id}/body`)
          say('mail', await foreignMarkupOn(page, `${mailTags} img base`, true))
          // Without a policy, as in a mail program that shows any HTML.
          html = mail.html ?? ''
          const reader = readers[counts.mails % readers.length]!.page
          await show(reader, {})
          say('mail', await foreignMarkupOn(reader, `${mailTags} img`, true))
          say('mail', await hiddenParts(reader, inMail, mailed[i] ?? 'no third mail', account.name))
          say('mail', await languageFlaw(reader, locale))
          counts.mails += 1
        }
      }
    } finally {
      await settle(usual)
    }
    const seen = seenBy([...tabs, ...readers])
    tally('hostile merchants in the running world', { ...counts, ran: seen.length, violations: failures.length })
    expect(seen).toEqual([])
    expect(failures).toEqual([])
    expect(counts.mails).toBeGreaterThan(counts.invoices)
  },
)
