import { globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { h } from 'preact'
import { expect, test } from 'vitest'
import { tokenNames } from '../../src/core/branding/tokens.ts'
import { offersFor } from '../../src/core/payments/offers.ts'
import { transferFor } from '../../src/core/payments/transfer.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { InvoicePage } from '../../src/views/pay/invoice-page.tsx'
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

test('no style knows left from right, so that every page can be read from either side', () => {
  expect(files.length).toBeGreaterThan(15)
  expect(files.filter(({ css }) => physical.test(css)).map(({ file }) => file)).toEqual([])
  expect(physical.test('a { margin-left: 1px }')).toBe(true)
})

test('every style stands in a layer, in the order that the first line says', () => {
  const entry = files.find(({ file }) => file.endsWith('pay.css'))!.css
  expect(entry).toMatch(/^@layer reset, tokens, base, layout, parts, pages, print;/)
  const imported = [...entry.matchAll(/@import "\.\/([\w-]+\.css)" layer\((\w+)\);/g)].map(([, file]) => file)
  expect(imported.toSorted()).toEqual(
    files
      .map(({ file }) => file.split('/').at(-1)!)
      .filter((file) => file !== 'pay.css')
      .sort(),
  )
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
  const html = renderPage(
    h(InvoicePage, {
      account: kranwerk,
      invoice,
      offers: offersFor(kranwerk, invoice, [visa, sepa]),
      transfer: transferFor(kranwerk, invoice),
      token: 'x'.repeat(172),
      now: monday,
      reader: { locale: chooseLocale([language], null, 'en'), timeZone: invoice.plan.timeZone },
      notice: null,
      nonce: 'n'.repeat(24),
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
