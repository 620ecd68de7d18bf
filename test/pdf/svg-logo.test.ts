import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merchants } from '../../dev/seed/merchants.ts'
import { pictureOf } from '../../src/pdf/logo.ts'
import { logoBlock } from '../../src/pdf/logo-block.ts'
import { readSvg } from '../../src/pdf/pictures/svg/read-svg.ts'
import { margins, openSheet, pageSizes } from '../../src/pdf/sheet.ts'
import { fontsFor } from '../../src/pdf/text/fonts.ts'
import { rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { outside } from './margins.ts'
import { difference, renderPart, renderPicture } from './pixels.ts'
import { loadFont, printInvoice } from './print.ts'
import { elements, readPdf } from './read-pdf.ts'
import { states } from './states.ts'

const bytesOf = (svg: string) => new TextEncoder().encode(svg)
const svg = (content: string, attributes = 'width="120" height="60" viewBox="0 0 120 60"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`
const withLogo = (logo: string) => printInvoice(states['an open invoice']!, 'en', { logo: { bytes: bytesOf(logo) } })

const pictures: Readonly<Record<string, string>> = {
  'a box with corners and a letter of lines': svg(
    '<rect x="4" y="4" width="50" height="50" rx="9" fill="#0b5d51"/><path d="M14 38V10h4v9h16v4H18v15zM30 23v7h4v-7z" fill="#fff"/>',
  ),
  'arcs of every kind, some without spaces': svg(
    '<path d="M10 30a20 20 0 0 1 40 0z"/><path d="M60 10A30 15 30 1 0 110 50 30 15 30 0 0 60 10" fill="#c00"/><path d="M12 40a8 8 0 018 8 8 8 0 01-8 8a3 3 0 0 1 0 0z" fill="#00c"/>',
  ),
  'curves that continue each other': svg(
    '<path d="M5 30q10-30 25 0t25 0t25-10M5 50c10-20 20-20 30 0s20 10 40-10" fill="none" stroke="#1b6" stroke-width="4"/>',
  ),
  'groups that are moved, turned, scaled and skewed': svg(
    '<g transform="translate(30 5) rotate(20)"><g transform="scale(1.5,.8)"><rect width="25" height="25" fill="teal"/></g><circle cx="40" cy="20" r="12" transform="skewX(15)" fill="orange"/></g>',
  ),
  'a hole by the even-odd rule, and none by the other': svg(
    '<path fill-rule="evenodd" d="M5 5h50v50h-50zM15 15h30v30h-30z"/><path d="M65 5h50v50h-50zM75 15h30v30h-30z"/>',
  ),
  'strokes with joins and ends': svg(
    '<g fill="none" stroke="#046" stroke-width="6"><polyline points="10,50 30,10 50,50" stroke-linejoin="round" stroke-linecap="round"/><polyline points="65,50 85,10 105,50" stroke-linejoin="bevel" stroke-linecap="square"/></g>',
  ),
  'paints that let others through': svg(
    '<ellipse cx="45" cy="30" rx="35" ry="20" fill="#f00" fill-opacity=".5"/><ellipse cx="75" cy="30" rx="35" ry="20" fill="#00f" opacity=".5"/>',
  ),
  'a picture that starts elsewhere, with shapes outside it': svg(
    '<rect x="-500" y="-500" width="600" height="530" fill="#9ab"/><polygon points="-20,-10 0,20 20,-10"/>',
    'width="120" height="60" viewBox="-60 -30 120 60"',
  ),
  'a frame that cuts off what is in it, and a shape in a shape': svg(
    '<defs><clipPath id="a"><rect x="5" y="5" width="70" height="40" transform="translate(2 2)"/></clipPath><clipPath id="b"><path clip-rule="evenodd" d="M80 15h30v30h-30zM90 25h10v10h-10z"/></clipPath></defs><g clip-path="url(#a)"><circle cx="20" cy="20" r="30" fill="teal"/><path d="M60 0h40v60z" fill="#c00"/></g><g transform="translate(0 2)"><rect clip-path="url(#b)" x="80" y="25" width="40" height="40" fill="#046"/></g>',
  ),
  'what drawing programs write around shapes': `<?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
    <!-- A > drawing -->${svg('<title>Kran &amp; Co</title><metadata><x:y xmlns:x="x">1</x:y></metadata><defs><linearGradient id="a"/></defs><g id="Layer_1" style="fill:#0b5d51;stroke:none"><path d="M10,10 L50,10,50 50z"/></g>')}`,
}

describe.each(Object.entries(pictures))('%s', (_, logo) => {
  test('is printed as another renderer draws it', async () => {
    const { read, bytes } = await withLogo(logo)
    const part = { left: margins.side, top: margins.top, width: 80, height: 40 }
    const printed = await renderPart(bytes, 1, part, 4)
    const drawn = await renderPicture(bytesOf(logo), 80 * 4, 40 * 4)
    expect(difference(printed, drawn)).toBeLessThan(0.004)
    expect(difference(printed, await renderPicture(bytesOf(svg('')), 80 * 4, 40 * 4))).toBeGreaterThan(0.02)
    expect(outside(read)).toEqual([])
    expect(elements(read.pages[0]!.structure, 'Figure')[0]!.alt).toBe('Kranwerk Berlin GmbH')
  })
})

test('the logos of the seeded merchants are printed', async () => {
  for (const { logo } of merchants) expect((await pictureOf({ bytes: bytesOf(logo) }))?.kind).toBe('vector')
})

test('a style sheet colours elements, classes and ids, each before the one named first', () => {
  const sheet = '<style>/* a */ path{fill:#111111} .b,.c{fill:#222222}#d{fill:#333333}</style>'
  const paths = ['', 'class="b"', 'class="x c" fill="#999"', 'class="b" id="d"', 'id="d" style="fill:#444444"']
  const read = readSvg(bytesOf(svg(`${sheet}${paths.map((path) => `<path ${path} d="M0 0h9v9z"/>`).join('')}`)))
  expect(read!.shapes.map(({ fill }) => fill?.color)).toEqual(['#111111', '#222222', '#222222', '#333333', '#444444'])
})

const square = '<rect width="9" height="9"/>'
const unprintable: Readonly<Record<string, string>> = {
  'a script': svg(`${square}<script>alert(1)</script>`),
  'an event handler on a part that is not drawn': svg(`${square}<a onclick="alert(1)">${square}</a>`),
  'an animation': svg(`<rect width="9" height="9"><animate attributeName="x" to="9"/></rect>${square}<set/>`),
  'an animation by a style sheet': svg(`<style>rect{animation:a 1s}@keyframes a{}</style>${square}`),
  'a picture from elsewhere': svg(`${square}<image href="https://tracker.example/a.png"/>`),
  'a picture within': svg(`${square}<image href="data:image/png;base64,AAAA"/>`),
  'a style sheet from elsewhere': svg(`<style>@import url(https://tracker.example/a.css);</style>${square}`),
  'a part of another file': svg(`${square}<use href="https://tracker.example/a.svg#b"/>`),
  'a part that uses itself': svg('<g id="a"><use href="#a"/></g>'),
  'a page of HTML in it': svg(`${square}<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>`),
  'words, which need a font': svg(`${square}<text>Kran</text>`),
  'a gradient as its colour': svg('<rect width="9" height="9" fill="url(#a)"/>'),
  'a clip that is not there': svg(`<g clip-path="url(#a)">${square}</g>`),
  'a clip from elsewhere': svg(`<g clip-path="url(https://tracker.example/a.svg#b)">${square}</g>`),
  'a clip of words': svg(`<clipPath id="a"><text>a</text></clipPath><g clip-path="url(#a)">${square}</g>`),
  'a clip in parts of its shape': svg(
    `<clipPath id="a" clipPathUnits="objectBoundingBox">${square}</clipPath><g clip-path="url(#a)">${square}</g>`,
  ),
  'a clip that leaves nothing': svg(
    `<clipPath id="a"><rect width="0"/></clipPath><g clip-path="url(#a)">${square}</g>`,
  ),
  'a clip that clips itself': svg(
    '<clipPath id="a"><rect width="9" height="9" clip-path="url(#a)"/></clipPath><path d="M0 0h9v9z" clip-path="url(#a)"/>',
  ),
  'a filter by its style': svg(`<g style="filter:url(#a)">${square}</g>`),
  'a group that lets others through': svg(`<g opacity=".5">${square}</g>`),
  'a dashed stroke': svg('<rect width="9" height="9" stroke="#000" stroke-dasharray="2 1"/>'),
  'white on nothing': svg('<rect width="9" height="9" fill="#fff"/>'),
  'nothing in it': svg(''),
  'nothing in it that is shown': svg(
    '<g display="none"><rect width="9" height="9"/></g><path fill="none" d="M0 0h9"/>',
  ),
  'no size': svg(square, ''),
  'a size of nothing': svg(square, 'viewBox="0 0 0 10"'),
  'a size in centimetres': svg(square, 'width="5cm" height="2cm"'),
  'a size as thin as a hair': svg(square, 'viewBox="0 0 10000 1"'),
  'a size beyond all paper': svg(square, 'viewBox="0 0 1e300 1e300"'),
  'a size too small for numbers': svg(square, 'viewBox="0 0 1e-300 1e-300"'),
  'a number beyond all paper': svg('<path d="M0 0l1e30 9"/>'),
  'scales that multiply': svg(`${'<g transform="scale(1000)">'.repeat(9)}${square}${'</g>'.repeat(9)}`),
  'steps that add up': svg(`<path d="M0 0${'l999999 0'.repeat(9)}"/>`),
  'a path that stops within a number': svg('<path d="M0 0L10"/>'),
  'a colour that nobody knows': svg('<rect width="9" height="9" fill="blurple"/>'),
  'entities that grow': `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>${svg(`<title>&b;</title>${square}`)}`,
  'an entity from a file': `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${svg(`<title>&a;</title>${square}`)}`,
  'a thousand groups in each other': svg(`${'<g>'.repeat(1000)}${square}${'</g>'.repeat(1000)}`),
  'ten thousand shapes': svg(square.repeat(10_000)),
  'more than 300 kilobytes': svg(`${square}<!--${' '.repeat(300_000)}-->`),
  'a tag that is not closed': '<svg viewBox="0 0 9 9"><rect width="9" height="9"/>',
  'tags that are closed in the wrong order': svg(`<g><defs></g></defs>${square}`),
  'a comment that does not end': svg(`${square}<!-- `),
  'two roots': svg(square) + svg(square),
  'a root of another kind': '<html><rect width="9" height="9"/></html>',
}

test.each(Object.entries(unprintable))('an SVG with %s is not printed', async (_, logo) => {
  expect(await pictureOf({ bytes: bytesOf(logo) })).toBeNull()
})

test('an SVG in another encoding than UTF-8 is not printed', async () => {
  expect(await pictureOf({ bytes: Buffer.from(svg(square), 'utf16le') })).toBeNull()
  expect(await pictureOf({ bytes: Buffer.from(svg(`<title>Müller</title>${square}`), 'latin1') })).toBeNull()
})

test('where an SVG is not printed, the seller’s name is', async () => {
  const { read } = await withLogo(unprintable['a script']!)
  expect(elements(read.pages[0]!.structure, 'P')[0]!.text).toBe('Kranwerk Berlin GmbH')
  expect(elements(read.pages[0]!.structure, 'Figure')).toHaveLength(2)
})

test('files that are made to be slow are read in a moment', () => {
  const size = 290_000
  const slow = [
    '<'.repeat(size),
    '<svg '.repeat(size / 5),
    `<svg ${'a="'.repeat(size / 3)}`,
    `<svg ${'a '.repeat(size / 2)}>`,
    svg(`<style>${'a{'.repeat(size / 2)}</style>`),
    svg(`<style>${'a,'.repeat(size / 2)}b{}</style>${square}`),
    svg(`<style>${'/*'.repeat(size / 2)}</style>${square}`),
    svg(`<path d="M${'0 '.repeat(size / 2)}"/>`),
    svg(`<path d="M0 0${'h-.'.repeat(size / 3)}"/>`),
    svg(`<g transform="${'scale('.repeat(size / 6)}"/>`),
    svg(`<g transform="${'scale(1)'.repeat(size / 8)}">${square}</g>`),
    svg(`<g class="${'a '.repeat(size / 2)}">${square}</g>`),
    svg(`<rect style="${'a:b;'.repeat(size / 4)}"/>`),
    '<!--'.repeat(size / 4),
    '<![CDATA['.repeat(size / 9),
  ]
  for (const text of slow) {
    const start = performance.now()
    readSvg(bytesOf(text))
    expect(performance.now() - start, text.slice(0, 20)).toBeLessThan(10_000)
  }
})

test('an SVG that was changed anywhere is printed or not, and never a fault', async () => {
  const trials = rounds(60, 10_000)
  const fonts = await fontsFor('', 'en', loadFont)
  const metadata = { title: '', author: '', subject: '', language: 'en', createdAt: 0, hasEInvoice: false }
  let drawn = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(pictures)),
      fc.array(
        fc.tuple(
          fc.nat(400),
          fc.nat(4),
          fc.oneof(
            fc.constantFrom(
              ...'<>"\'/&;#.-0z 1e9a=AMZ'.split(''),
              '1e9',
              'NaN',
              '99999',
              '<g>',
              'a0 0 0 0 0 5 5',
              '-->',
            ),
            fc.string({ maxLength: 3 }),
          ),
        ),
        { maxLength: 3 },
      ),
      async (logo, changes) => {
        const changed = changes.reduce(
          (text, [at, length, more]) => text.slice(0, at) + more + text.slice(at + length),
          logo,
        )
        const vector = readSvg(bytesOf(changed))
        if (vector === null) return
        drawn++
        const sheet = openSheet({ size: pageSizes.a4, fonts, direction: 'ltr', metadata })
        sheet.addPage()
        logoBlock(sheet, sheet.root, { kind: 'vector', vector }, { start: 0, width: 160 }, '').draw(margins.top)
        expect(outside(await readPdf(await sheet.bytes()))).toEqual([])
      },
    ),
    { numRuns: trials, seed },
  )
  tally('SVG logos that were changed at random', { files: trials, drawn })
})
