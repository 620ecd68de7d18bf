import { describe, expect, test } from 'vitest'
import type { Printed } from '../../src/views/print/printed.ts'
import { languages } from '../../src/views/words/locale.ts'
import { account, customers } from '../world/cast.ts'
import { issued, line } from '../world/invoices.ts'
import { draw, i18nOf, invoiceIn, payUrl, printInvoice } from './print.ts'
import { objectsIn, withType, xmpIn } from './read-objects.ts'
import { elements, readPdf, type Structure } from './read-pdf.ts'
import { states } from './states.ts'

const named = (name: string) => issued({ of: account({ name }) })

describe('the metadata', () => {
  test.each(['Müller & Söhne <GmbH>', `"A" 'B' ]]> &amp; <!-- -->`, '株式会社 東雲重機', 'شركة النخيل & أبناؤه'])(
    'of a document by %s is XML with its title and its author',
    async (name) => {
      const { bytes, read, printed } = await printInvoice(named(name), 'de')
      const xmp = xmpIn(bytes)
      expect(xmp['dc:title']['rdf:Alt']['rdf:li']['#text']).toBe('Rechnung KW-0017')
      expect(xmp['dc:creator']['rdf:Seq']['rdf:li']).toBe(name)
      expect(xmp['pdfaid:part']).toBe('3')
      expect(xmp['pdfaid:conformance']).toBe('A')
      expect(xmp['pdfuaid:part']).toBe('1')
      expect(printed.document.seller.name).toBe(name)
      expect(read.info).toMatchObject({ Title: 'Rechnung KW-0017', Author: name, Producer: 'Remit' })
      expect(new Date(xmp['xmp:CreateDate']).toISOString()).toBe('2026-11-02T08:00:00.000Z')
      expect(read.info.CreationDate).toBe('D:20261102080000Z')
    },
  )

  test('is XML whatever characters a name has', async () => {
    const { bytes } = await printInvoice(named('a\u0000b\u001f\ud800c\ufffe\u202ed'), 'en')
    expect(xmpIn(bytes)['dc:creator']['rdf:Seq']['rdf:li']).toMatch(/^ab.c\u202ed$/)
  })
})

function byTransferIn({ payByTransfer }: Printed) {
  if (payByTransfer?.kind !== 'details') throw new Error('the document lists bank details')
  return payByTransfer
}

const opened = new Map<string, ReturnType<typeof printInvoice>>()

/** An open invoice, drawn once for each language. */
function openIn(tag: string): ReturnType<typeof printInvoice> {
  const drawn = opened.get(tag) ?? printInvoice(states['an open invoice']!, tag)
  opened.set(tag, drawn)
  return drawn
}

describe.each(languages)('a document in %s', (tag) => {
  test('is a tagged PDF/A-3 that names its language and its colours, and needs nothing from outside', async () => {
    const { bytes, read, i18n } = await openIn(tag)
    const objects = objectsIn(bytes)
    const [catalog = ''] = withType(objects, 'Catalog')
    const [intent = ''] = withType(objects, 'OutputIntent')
    expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7')
    expect(read.info.Language).toBe(i18n.locale.tag)
    expect(read.isMarked).toBe(true)
    expect(read.showsTitle).toBe(true)
    expect(read.hasMetadata).toBe(true)
    expect(catalog).toContain('/OutputIntents [')
    expect(intent).toContain('/S /GTS_PDFA1')
    expect(intent).toMatch(/\/DestOutputProfile \d+ 0 R/)
    expect(Buffer.from(bytes.subarray(-200)).toString()).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/)
    for (const forbidden of [
      '/JavaScript',
      '/Launch',
      '/GoToR',
      '/EmbeddedFile',
      '/Encrypt',
      '/LZWDecode',
      '/AA ',
      '/FS ',
    ])
      expect(objects.filter((body) => body.includes(forbidden))).toEqual([])
    expect(objects.filter((body) => body.includes('/S /URI'))).toHaveLength(1)
    expect(read.pages.flatMap(({ links }) => links)).toEqual([payUrl])
  })

  test('has all its fonts in it as subsets that can be read as text', async () => {
    const objects = objectsIn((await openIn(tag)).bytes)
    const descriptors = withType(objects, 'FontDescriptor')
    const fonts = withType(objects, 'Font').filter((body) => body.includes('/Subtype /Type0'))
    expect(fonts.length).toBeGreaterThanOrEqual(2)
    expect(descriptors).toHaveLength(fonts.length)
    for (const font of fonts) expect(font).toMatch(/\/ToUnicode \d+ 0 R/)
    for (const descriptor of descriptors) {
      expect(descriptor).toMatch(/\/FontName \/[A-Z]{6}\+/)
      expect(descriptor).toMatch(/\/FontFile[23] \d+ 0 R/)
    }
    expect(withType(objects, 'Font')).toHaveLength(2 * fonts.length)
    expect((await openIn(tag)).bytes.length).toBeLessThan(100_000)
  })

  test('is read in order: head, parties, amount, lines, totals, ways to pay, footer', async () => {
    const invoice = issued({ memo: 'Vielen Dank!', footer: 'Amtsgericht Charlottenburg' })
    const { read, printed } = await printInvoice(invoice, tag)
    const { document } = printed
    const { structure } = read.pages[0]!
    const [root] = structure!.children
    expect(root!.role).toBe('Document')
    const order = root!.children.map(({ role, text }) => `${role} ${role === 'Table' ? '' : text}`.trim())
    const places = [
      `P ${document.seller.name}`,
      `H1 ${document.title}`,
      `P ${document.fields[0]!.value}`,
      `H2 ${document.seller.label}`,
      `H2 ${document.buyer.label}`,
      `H2 ${printed.headline.label}`,
      'Table',
      `H2 ${document.memo!.name}`,
      `H2 ${byTransferIn(printed).title}`,
      `H2 ${printed.payOnline!.title}`,
      `P ${document.footer}`,
    ].map((place) => order.findIndex((text, i) => text === place && (place !== 'Table' || i > 0)))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(order.at(-1)).toBe(`P ${document.footer}`)
  })

  test('has tables with heads, and pictures with descriptions', async () => {
    const { read, printed } = await openIn(tag)
    const { structure } = read.pages[0]!
    const [lines, totals] = elements(structure, 'Table')
    const roles = (element: Structure) => element.children.map(({ role, scope }) => (scope ? `${role} ${scope}` : role))
    const [head, ...rows] = lines!.children
    expect(roles(lines!)).toEqual(['TR', 'TR'])
    expect(roles(head!)).toEqual(Array(5).fill('TH Column'))
    for (const row of rows) expect(roles(row)).toEqual(Array(5).fill('TD'))
    for (const row of totals!.children) expect(roles(row)).toEqual(['TH Row', 'TD'])
    expect(elements(structure, 'Figure').map(({ alt }) => alt)).toEqual([
      byTransferIn(printed).code!.alt,
      printed.payOnline!.code.alt,
    ])
    expect(elements(structure, 'Link').map(({ alt }) => alt)).toEqual([payUrl])
  })
})

/** The numbers of an array in an object of the file. */
const numbersOf = (body: string, key: string): number[] =>
  (new RegExp(`/${key} \\[([^\\]]*)\\]`).exec(body)?.[1] ?? '').split(' ').map(Number)

test('every picture says where it is and what it shows, the link what it opens, and every page has its order of tabs', async () => {
  const { bytes, read } = await openIn('en')
  const objects = objectsIn(bytes)
  const figures = objects.filter((body) => body.includes('/S /Figure'))
  expect(figures).toHaveLength(2)
  for (const figure of figures) {
    expect(figure).toMatch(/\/Alt \([^)]+\)/)
    expect(figure).toContain('/O /Layout')
    const [left, bottom, right, top] = numbersOf(figure, 'BBox') as [number, number, number, number]
    const { boxes, height } = read.pages[0]!
    const inside = boxes.filter(
      (box) =>
        box.left >= left - 0.1 &&
        box.right <= right + 0.1 &&
        box.top >= height - top - 0.1 &&
        box.bottom <= height - bottom + 0.1,
    )
    // The modules of the code are one path, as large as the code.
    expect(inside.some((box) => Math.abs(box.right - box.left - (right - left)) < 0.1)).toBe(true)
  }
  const [link = ''] = objects.filter((body) => body.includes('/Subtype /Link'))
  expect(link).toContain('/Contents (Pay online)')
  expect(link).toMatch(/\/StructParent \d/)
  expect(link).toContain('/F 4')
  for (const page of objects.filter((body) => /\/Type \/Page\b(?!s)/.test(body))) expect(page).toContain('/Tabs /S')
})

test('everything that is drawn is in the structure or an artifact, in every state', async () => {
  for (const invoice of Object.values(states))
    for (const page of (await printInvoice(invoice, 'en')).read.pages) expect(page.untagged).toEqual([])
})

test('nothing is drawn outside the structure but ornaments and what is repeated', async () => {
  const { read } = await printInvoice(
    issued({ lines: Array.from({ length: 50 }, () => line('Kran', '1', '100')) }),
    'en',
  )
  const loose = read.pages.map(({ glyphs }) =>
    glyphs.flatMap(({ content, text }) => (content === null ? [text] : [])).join(''),
  )
  const running = (page: number) => `Kranwerk Berlin GmbH · KW-0017${page} of ${loose.length}`
  const [first, ...others] = loose
  expect(first).toBe(running(1))
  expect(others.length).toBeGreaterThan(0)
  others.forEach((text, i) => {
    expect([running(i + 2), `DescriptionQtyUnit priceTaxAmount EUR${running(i + 2)}`]).toContain(text)
  })
})

test('the same document has the same bytes, whatever was drawn in between', async () => {
  const invoice = issued({ to: customers.layla, lines: [line('رافعة Kran 12 م', '1', '100')] })
  const i18n = i18nOf(invoice, 'ar-EG')
  const first = await draw(invoiceIn(invoice, i18n), i18n)
  await printInvoice(issued({ lines: [line('م ٢١ Karn, ffi ﷺ مرحبا', '1', '100')] }), 'ar')
  const second = await draw(invoiceIn(invoice, i18n), i18n)
  expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
  const { pages } = await readPdf(second)
  expect(elements(pages[0]!.structure, 'TD').map(({ text }) => text)).toContain('رافعة Kran 12 م')
})

test('characters that share a glyph are each read as what they are, whichever was drawn first', async () => {
  const drawn = async (text: string) => {
    const { read } = await printInvoice(issued({ lines: [line(text, '1', '100')] }), 'de')
    return read.pages[0]!.glyphs.map(({ text }) => text).join('')
  }
  // The Korean font has one glyph for the wave dash and the fullwidth tilde.
  for (const text of ['타워\u301c크레인', '타워\uff5e크레인', '타워\u301c임대'])
    expect(await drawn(text)).toContain(text)
})
