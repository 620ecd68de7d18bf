import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pictureOf } from '../../src/pdf/logo.ts'
import { logoBlock } from '../../src/pdf/logo-block.ts'
import { margins, openSheet, pageSizes } from '../../src/pdf/sheet.ts'
import { fontsFor } from '../../src/pdf/text/fonts.ts'
import { rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { loadFont, printInvoice } from './print.ts'
import { elements, readPdf } from './read-pdf.ts'
import { states } from './states.ts'

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

type Picture = { width?: number; height?: number; bits?: number; color?: number; interlace?: number; data?: Uint8Array }

const samplesOf: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** A PNG of one colour, and the chunks before its pixels. */
function png(
  { width = 40, height = 20, bits = 8, color = 2, interlace = 0, data }: Picture = {},
  ...more: Buffer[]
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([bits, color, 0, 0, interlace], 8)
  const row = 1 + Math.ceil((Math.min(width, 10_000) * bits * samplesOf[color]!) / 8)
  const pixels = data ?? deflateSync(Buffer.alloc(row * Math.min(height, 10_000), 0))
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([start, chunk('IHDR', header), ...more, chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

const palette = chunk('PLTE', Buffer.from([0, 90, 80, 255, 255, 255]))

/** A grey JPEG of 8 by 8 pixels, the smallest there is; with other sizes and colours in its head. */
function jpeg({ width = 8, height = 8, colors = 1 } = {}): Buffer {
  const table = Buffer.from(`ffdb004300${'01'.repeat(64)}`, 'hex')
  const frame = Buffer.from([
    0xff,
    0xc0,
    0,
    8 + 3 * colors,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    colors,
  ])
  const components = Buffer.from(Array.from({ length: colors }, (_, i) => [i + 1, 0x11, 0]).flat())
  const dc = Buffer.from('ffc4001400010000000000000000000000000000000000', 'hex').subarray(0, 22)
  const ac = Buffer.from('ffc4001410010000000000000000000000000000000000', 'hex').subarray(0, 22)
  const scan = Buffer.from([
    0xff,
    0xda,
    0,
    6 + 2 * colors,
    colors,
    ...Array.from({ length: colors }, (_, i) => [i + 1, 0]).flat(),
    0,
    63,
    0,
  ])
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    table,
    frame,
    components,
    dc,
    ac,
    scan,
    Buffer.from('3fffd9', 'hex'),
  ])
}

const printable: Readonly<Record<string, Buffer>> = {
  'an RGB PNG': png(),
  'an RGB PNG with alpha': png({ color: 6 }),
  'a grey PNG': png({ color: 0 }),
  'a grey PNG with alpha': png({ color: 4 }),
  'a black and white PNG': png({ color: 0, bits: 1 }),
  'a PNG with a palette': png({ color: 3 }, palette),
  'a PNG with a palette of two colours in bits': png({ color: 3, bits: 1 }, palette),
  'a PNG with a palette and transparency': png({ color: 3 }, palette, chunk('tRNS', Buffer.from([0, 255]))),
  'a PNG of 16 bits': png({ bits: 16 }),
  'a grey JPEG': jpeg(),
  'a JPEG in RGB': jpeg({ colors: 3 }),
}

const unprintable: Readonly<Record<string, Uint8Array>> = {
  'an empty file': new Uint8Array(),
  'a GIF': Buffer.from('GIF89a\x01\x00\x01\x00'),
  'a page that says it is a PNG': Buffer.concat([png().subarray(0, 8), Buffer.from('<html>')]),
  'a PNG that is cut off': png().subarray(0, 60),
  'a PNG without pixels': png({ data: new Uint8Array() }),
  'a PNG with fewer pixels than it says': png({ data: deflateSync(Buffer.alloc(100)) }),
  'a PNG that unpacks to far more than it says': png({ data: deflateSync(Buffer.alloc(200_000_000)) }),
  'a PNG with pixels that are not compressed': png({ data: Buffer.from('no zlib at all') }),
  'a PNG of 100,000 by 100,000': png({ width: 100_000, height: 100_000 }),
  'a PNG of no width': png({ width: 0 }),
  'a PNG that is animated': png({}, chunk('acTL', Buffer.alloc(8, 1))),
  'a PNG with a palette that is missing': png({ color: 3 }),
  'a PNG of an unknown colour type': png({ color: 5, data: deflateSync(Buffer.alloc(20 * 41)) }),
  'a file of more than a megabyte': Buffer.concat([png({}, chunk('tEXt', Buffer.alloc(1_000_001)))]),
  'a JPEG in the colours of inks': jpeg({ colors: 4 }),
  'a JPEG that is cut off': jpeg().subarray(0, 90),
  'a JPEG of 60,000 by 60,000': jpeg({ width: 60_000, height: 60_000 }),
  'two bytes of a JPEG': Buffer.from('ffd8', 'hex'),
}

const withLogo = (logo: Uint8Array) => printInvoice(states['an open invoice']!, 'en', { logo: { bytes: logo } })

describe.each(Object.entries(printable))('%s', (_, logo) => {
  test('is printed in place of the seller’s name, which describes it', async () => {
    const { read, bytes } = await withLogo(logo)
    const [page] = read.pages
    expect(page!.images).toHaveLength(1)
    const { left, top, right, bottom } = page!.images[0]!
    expect(left).toBeCloseTo(margins.side, 1)
    expect(top).toBeCloseTo(margins.top, 1)
    expect(right - left).toBeLessThanOrEqual(160.1)
    expect(bottom - top).toBeLessThanOrEqual(40.1)
    expect(elements(page!.structure, 'Figure')[0]!.alt).toBe('Kranwerk Berlin GmbH')
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('DeviceCMYK')
  })
})

test.each(Object.entries(unprintable))('%s is not printed', async (_, logo) => {
  expect(await pictureOf({ bytes: logo })).toBeNull()
})

test('where a picture is not printed, the seller’s name is', async () => {
  const { read } = await withLogo(unprintable['a PNG that is cut off']!)
  expect(read.pages[0]!.images).toEqual([])
  expect(elements(read.pages[0]!.structure, 'P')[0]!.text).toBe('Kranwerk Berlin GmbH')
})

test('a file that was changed anywhere is printed or not, and never a fault', async () => {
  const fonts = await fontsFor('', 'en', loadFont)
  const metadata = { title: '', author: '', subject: '', language: 'en', createdAt: 0 }
  const trials = rounds(60, 5000)
  let drawn = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(printable)),
      fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
      fc.option(fc.nat(200)),
      async (logo, changes, length) => {
        const changed = Uint8Array.from(logo.subarray(0, length ?? logo.length))
        for (const [at, byte] of changes) if (at < changed.length) changed[at] = byte
        const picture = await pictureOf({ bytes: changed })
        if (picture === null) return
        drawn++
        const sheet = openSheet({ size: pageSizes.a4, fonts, direction: 'ltr', metadata })
        sheet.addPage()
        logoBlock(sheet, sheet.root, picture, { start: 0, width: 160 }, '').draw(margins.top)
        expect((await readPdf(await sheet.bytes())).pages[0]!.images).toHaveLength(1)
      },
    ),
    { numRuns: trials, seed },
  )
  tally('PNG and JPEG logos that were changed at random', { files: trials, drawn })
})
