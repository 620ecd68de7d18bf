import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { h } from 'preact'
import { expect, test } from 'vitest'
import { tokenNames } from '../../src/core/branding/tokens.ts'
import { offersFor } from '../../src/core/payments/offers.ts'
import { transferFor } from '../../src/core/payments/transfer.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { ErrorPage } from '../../src/views/errors/error-page.tsx'
import { InvoicePage } from '../../src/views/pay/invoice-page.tsx'
import { EndedLinkPage } from '../../src/views/pay/link-page.tsx'
import { renderPage } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { customers, kranwerk, monday, sepa, visa } from '../world/cast.ts'
import { issued, line } from '../world/invoices.ts'

const files = globSync('public/css/*.css').map((file) => ({
  file,
  css: readFileSync(file, 'utf8').replace(/\/\*.*?\*\//gs, ''),
}))

const physical =
  /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|(?:min-|max-)?(?:width|height)|left|right|top|bottom|float|border-(?:top|bottom)-(?:left|right)-radius)\s*:|text-align:\s*(?:left|right)/

test('no style depends on left or right, so that every page works in both directions', () => {
  expect(files.length).toBeGreaterThan(15)
  expect(files.filter(({ css }) => physical.test(css)).map(({ file }) => file)).toEqual([])
  expect(physical.test('a { margin-left: 1px }')).toBe(true)
})

const nameOf = ({ file }: { file: string }): string => file.split('/').at(-1)!

/** What a layout's style sheet consists of. */
const importedBy = (layout: string): string[] => {
  const { css } = files.find((one) => nameOf(one) === layout)!
  return [...css.matchAll(/@import "\.\/([\w-]+\.css)" layer\((\w+)\);/g)].map(([, file, layer]) => `${file} ${layer}`)
}

test('every style is in one layer, in the order of the first line of each layout', () => {
  const layouts = files.filter(({ css }) => css.includes('@import'))
  expect(layouts.map(nameOf).sort()).toEqual(['pay.css', 'plain.css', 'portal.css', 'verify.css'])
  for (const { css } of layouts) expect(css).toMatch(/^@layer reset, tokens, base, layout, parts, pages, print;/)
  const fileIn = (line: string) => line.split(' ')[0]!
  const imported = importedBy('pay.css').map(fileIn)
  const parts = files.filter((one) => !layouts.includes(one)).map(nameOf)
  const ofVerify = importedBy('verify.css').map(fileIn)
  const ofPortal = importedBy('portal.css').map(fileIn)
  const others = [...new Set([...ofVerify, ...ofPortal])].filter((name) => !imported.includes(name))
  expect(others).toContain('verify-page.css')
  expect(others).toContain('portal-page.css')
  expect([...imported, ...others].sort()).toEqual(parts.sort())
})

// An error page can replace an invoice page without a new document.
test("what a plain page needs is in the invoice page's style sheet too", () => {
  const [plain, pay] = [importedBy('plain.css'), importedBy('pay.css')]
  expect(plain.length).toBeGreaterThan(3)
  expect(plain.filter((line) => !pay.includes(line))).toEqual([])
})

test('every class on a plain page has its styles in the style sheet of plain pages', () => {
  const page = { locale: chooseLocale([], null, 'en'), nonce: 'n', assets }
  const ended = { account: kranwerk, isRevoked: false, freshLinkTo: 'j•••@w•••.example' }
  const html =
    renderPage(h(EndedLinkPage, { ...page, ...ended })) +
    renderPage(h(ErrorPage, { ...page, status: 503, retryPath: '/' }))
  const classes = new Set([...html.matchAll(/ class="([^"]+)"/g)].flatMap(([, names]) => names!.split(' ')))
  expect([...classes].sort()).toEqual([
    'button',
    'contact',
    'hint',
    'initial',
    'logo',
    'plain',
    'plain-page',
    'sender',
    'sender-name',
  ])
  for (const name of classes) expect(assets.plainCss).toContain(`.${name}`)
  expect(assets.plainCss.length).toBeLessThan(assets.payCss.length / 2)
})

test('every colour is a token that was computed for contrast', () => {
  const own = files.flatMap(({ file, css }) =>
    [...css.matchAll(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(/gi)].map(([color]) => `${file}: ${color}`),
  )
  expect(own).toEqual([])
  const defined = new Set<string>(tokenNames)
  for (const { css } of files) for (const [, name] of css.matchAll(/(--[\w-]+)\s*:/g)) defined.add(name!.slice(2))
  const used = new Set(files.flatMap(({ css }) => [...css.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name!)))
  expect([...used].filter((name) => !defined.has(name))).toEqual([])
})

test('there are five sizes of type', () => {
  const sizes = files.flatMap(({ css }) => [...css.matchAll(/font-size:\s*([^;]+);/g)].map(([, size]) => size!))
  expect(
    sizes.filter((size) => !/^(var\(--size-[1-5]\)|min\(var\(--size-5\), [\d.]+cqi\)|inherit|10pt)$/.test(size)),
  ).toEqual([])
})

test.each(languages)('the first view stays small, in %s', (language) => {
  const lines = Array.from({ length: 20 }, (_, i) =>
    line(`Kranführer und Einweiser, Woche ${i + 1}`, `${20 + i}.5`, `${5480 + i}`),
  )
  const invoice = issued({ to: customers.jonas, lines })
  // As hard to compress as a real one.
  const token = createHash('sha512').update(language).digest('base64url').repeat(2)
  const html = renderPage(
    h(InvoicePage, {
      account: kranwerk,
      invoice,
      offers: offersFor(kranwerk, invoice, [visa, sepa]),
      transfer: transferFor(kranwerk, invoice),
      provider: 'Stripe',
      place: token,
      url: `https://pay.kranwerk.example/i/${token}`,
      now: monday,
      reader: { locale: chooseLocale([language], null, 'en'), timeZone: invoice.plan.timeZone },
      notice: null,
      nonce: 'n'.repeat(24),
      hasSignInPage: true,
      assets,
    }),
  )
  const script = readFileSync(`dist/public${assets.payJs.path}`)
  const icon = readFileSync(`dist/public${assets.icon}`)
  const sizes = { page: gzipSync(html).length, script: gzipSync(script).length, icon: gzipSync(icon).length }
  const total = sizes.page + sizes.script + sizes.icon
  console.log(
    `${language}: page ${sizes.page}, script ${sizes.script} (${script.length} before), icon ${sizes.icon}: ${total} bytes gzip, 20 lines`,
  )
  expect(script.length).toBeLessThan(1_200)
  expect(total).toBeLessThan(11_000)
})
