import type { BrowserContext, Request } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import type { MailKind } from '../../src/core/invoices/events.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { bill, newCustomer } from '../world/billing.ts'
import { pathOf, send } from '../world/form.ts'
import { harborPine, world } from '../world/merchant.ts'
import { mailsTo } from '../world/post.ts'
import { rows } from '../world/records.ts'
import { story } from '../world/story.ts'
import { amountIn, mailKinds, mailOf, pageOf, screens, show, tagsIn, unprotected, type Way } from './hostile-drawing.ts'
import { hostileLogos } from './hostile-logos.ts'
import { sendHostile, settings, settle } from './hostile-merchant.ts'
import { watch } from './oracle.ts'
import { payloads } from './payloads.ts'
import { inMail, isPaintedOver, misseen, onPage, strangersOn } from './sight.ts'

/** All payloads take minutes. */
const timeout = 3_600_000

/** Closed when a story has ended, however it did. */
const opened: BrowserContext[] = []

afterEach(async () => {
  for (const context of opened.splice(0)) await context.close()
})

const benign = payloads.map(() => 'Name')
const pageTags = tagsIn(Array.from({ length: 24 }, (_, nth) => pageOf(benign, nth)))
const mailTags = tagsIn(mailKinds.map((kind) => mailOf(benign, 0, kind)))
const pageAmount = /<p class="amount"[^>]*>(.*?)<\/p>/
const mailAmount = /<p class="ink"[^>]*><bdi>(.*?)<\/bdi>/

const seenBy = (ways: readonly Way[]) => ways.flatMap(({ watched }) => watched.seen)

story(
  'whatever anybody wrote is text on every page, and amount and payee are seen',
  { timeout },
  async ({ browser }) => {
    const ways = await unprotected(browser, (asked) => pageOf(payloads, Number(asked.get('nth'))))
    opened.push(...ways.map(({ context }) => context))
    const wrongs: string[] = []
    const walk = async ({ page }: Way, way: number) => {
      for (const [nth, name] of payloads.entries()) {
        await show(page, { nth })
        const amount = amountIn(pageOf(benign, nth), pageAmount)
        const found = [...(await misseen(page, onPage, amount, name)), ...(await strangersOn(page, pageTags, false))]
        if (way === 0 && (await isPaintedOver(page, onPage.amount))) found.push('the amount is painted over')
        wrongs.push(...found.map((wrong) => `${nth} (${way}) ${name.slice(0, 60)}: ${wrong}`))
      }
    }
    await Promise.all(ways.map(walk))
    const looks = payloads.length * ways.length
    tally('hostile pages in Chromium', {
      payloads: payloads.length,
      looks,
      ran: seenBy(ways).length,
      unseen: wrongs.length,
    })
    expect(seenBy(ways)).toEqual([])
    expect(wrongs).toEqual([])
  },
)

story(
  'whatever anybody wrote is text in every mail, and amount and payee are seen',
  { timeout },
  async ({ browser }) => {
    const draw = (asked: URLSearchParams) => mailOf(payloads, Number(asked.get('nth')), asked.get('kind') as MailKind)
    const ways = await unprotected(browser, draw)
    opened.push(...ways.map(({ context }) => context))
    const mails = payloads.flatMap((name, nth) => mailKinds.map((kind) => ({ name, nth, kind })))
    const wrongs: string[] = []
    // The screens take turns: each mail is seen on one, each payload on all.
    const walk = async ({ page }: Way, way: number) => {
      for (const { name, nth, kind } of mails.filter(({ nth }, i) => (i + nth) % ways.length === way)) {
        await show(page, { nth, kind })
        const amount = amountIn(mailOf(benign, nth, kind), mailAmount)
        const found = [...(await misseen(page, inMail, amount, name)), ...(await strangersOn(page, mailTags, true))]
        wrongs.push(...found.map((wrong) => `${kind} ${nth} (${way}) ${name.slice(0, 60)}: ${wrong}`))
      }
    }
    await Promise.all(ways.map(walk))
    const looks = mails.length
    tally('hostile mails in Chromium', {
      payloads: payloads.length,
      looks,
      ran: seenBy(ways).length,
      unseen: wrongs.length,
    })
    expect(seenBy(ways)).toEqual([])
    expect(wrongs).toEqual([])
  },
)

/** Texts that are markup: what a page that forgets to escape would take for its own. */
const markup = payloads.filter((text) => /<[a-z]/i.test(text))

story('a page that forgets to escape one name is caught', { timeout }, async ({ browser }) => {
  const careless = (asked: URLSearchParams) =>
    pageOf(benign, 0).replace(
      /(class="sender-name"><bdi>)Name/,
      (_, before) => before + markup[Number(asked.get('nth'))],
    )
  const [way] = await unprotected(browser, careless)
  opened.push(way!.context)
  const { page, watched } = way!
  let caught = 0
  for (const nth of markup.keys()) {
    const before = watched.seen.length
    // Where the name before sent the page may be arrived at only now.
    await show(page, { nth }).catch(() => show(page, { nth }))
    const amount = amountIn(pageOf(benign, 0), pageAmount)
    const look = async () => [
      ...(await strangersOn(page, pageTags, false)),
      ...(await misseen(page, onPage, amount, markup[nth]!)),
    ]
    const wrong = await look().catch(() => ['it went elsewhere'])
    if (watched.seen.length > before || wrong.length > 0) caught += 1
  }
  tally('names that are not escaped', { planted: markup.length, caught, ran: watched.seen.length })
  expect(caught).toBe(markup.length)
  expect(watched.seen.some((what) => what.startsWith('ran a script'))).toBe(true)
  expect(watched.seen.some((what) => what.includes('evil.example'))).toBe(true)
})

/** What a page of the running Worker may ask for, and what a mail may: the logo. */
const isOurs = (request: Request): boolean => {
  const { origin, pathname } = new URL(request.url())
  if (origin === world.mailbox) return /^\/(mails\/\w+(\/\w+)?|style\.css)$/.test(pathname)
  return (
    origin === world.app &&
    /^\/(i\/[^/]+(\/views|\/panel)?|logos\/\w+\/\w+|assets\/(pay|htmx)-[\w.-]+\.js)$/.test(pathname)
  )
}

const ascii = (text: string) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 400)

story(
  'the running Worker keeps a hostile merchant to text, on the page and in the mailbox',
  { timeout },
  async ({ browser }) => {
    const usual = await settings()
    const wrongs: string[] = []
    const counts = { invoices: 0, looks: 0, mails: 0 }
    const tabs = await Promise.all(
      screens.map(async (screen) => {
        const context = await browser.newContext(screen)
        opened.push(context)
        const watched = await watch(context, isOurs)
        return { context, watched, page: await context.newPage() }
      }),
    )
    const [raw] = await unprotected(browser, (asked) => asked.get('html') ?? '')
    opened.push(raw!.context)
    try {
      for (let nth = 0; nth < rounds(8, payloads.length); nth++) {
        const { invoice, account, email, amount } = await sendHostile(usual, payloads, nth)
        counts.invoices += 1
        const path = pathOf(invoice)
        expect((await send(path, { headers: { 'accept-language': ascii(account.locale) } })).status).toBe(200)
        const say = (where: string, some: readonly string[]) =>
          wrongs.push(...some.map((wrong) => `${nth} ${where} ${account.name.slice(0, 60)}: ${wrong}`))
        for (const { page } of tabs) {
          await page.goto(invoice.hosted_invoice_url)
          say('page', await misseen(page, onPage, amount, account.name))
          say('page', await strangersOn(page, `${pageTags} img details summary`, false))
          counts.looks += 1
        }
        for (const mail of await mailsTo(email)) {
          const { page } = tabs[counts.mails % tabs.length]!
          await page.goto(`${world.mailbox}/mails/${mail.id}`)
          await page.goto(`${world.mailbox}/mails/${mail.id}/body`)
          say('mail', await strangersOn(page, `${mailTags} img base`, true))
          await page.setContent(mail.html ?? '')
          say(
            'mail',
            await misseen(page, inMail, (await page.locator(inMail.amount).first().textContent()) ?? '', account.name),
          )
          counts.mails += 1
        }
      }
    } finally {
      await settle(usual)
    }
    const seen = seenBy(tabs)
    tally('hostile merchants in the running world', { ...counts, ran: seen.length, unseen: wrongs.length })
    expect(seen).toEqual([])
    expect(wrongs).toEqual([])
  },
)

story('no logo runs, asks for anything or hides the amount', async ({ browser }) => {
  const usual = await settings()
  const { accountId } = harborPine
  const invoice = await bill(await newCustomer({ preferred_locales: ['en-US'] }, harborPine), {}, harborPine)
  const context = await browser.newContext(screens[2])
  opened.push(context)
  const watched = await watch(context, isOurs)
  const page = await context.newPage()
  const wrongs: string[] = []
  try {
    for (const [i, [what, { type, body }]] of Object.entries(hostileLogos).entries()) {
      const logo = `hostilelogo${i}`
      const kept = Buffer.from(body).toString('base64')
      await rows('INSERT INTO files (account_id, hash, type, body) VALUES (?, ?, ?, ?)', accountId, logo, type, kept)
      await settle({ ...usual, branding: { ...usual.branding, logo } })
      await page.goto(invoice.hosted_invoice_url)
      const found = await misseen(page, onPage, '$1,190.00', usual.name)
      const alone = await page.goto(`${world.app}/logos/${accountId}/${logo}`).catch(() => null)
      const headers = alone?.headers() ?? {}
      if (alone?.ok() && !headers['content-security-policy']?.includes('sandbox'))
        found.push('it is let do what it likes')
      if (alone && headers['x-content-type-options'] !== 'nosniff') found.push('its type is guessed')
      if (headers['set-cookie']) found.push('it sets a cookie')
      await page.goto('about:blank')
      wrongs.push(...found.map((wrong) => `${what}: ${wrong}`))
    }
  } finally {
    await settle(usual)
    await rows("DELETE FROM files WHERE hash LIKE 'hostilelogo%'")
  }
  const logos = Object.keys(hostileLogos).length
  tally('hostile logos in Chromium', { logos, ran: watched.seen.length, wrong: wrongs.length })
  expect(wrongs).toEqual([])
  expect(watched.seen).toEqual([])
})
