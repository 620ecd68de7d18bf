import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chromiumPath, launchBrowser } from '../../dev/chromium.ts'

let dir: string

const program = async (name: string, ...lines: string[]) => {
  const path = join(dir, name)
  await writeFile(path, ['#!/bin/sh', ...lines].join('\n'))
  await chmod(path, 0o755)
  return path
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remit-chromium-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

describe('the browser for tests', () => {
  test('is the one that CHROMIUM_PATH names, before any other', async () => {
    const own = await program('own', 'echo Chromium 156')
    const installed = await program('installed', 'echo Chromium 155')
    expect(await chromiumPath(own, [installed])).toMatchObject({ executablePath: own })
  })

  test('is never another one if none runs at CHROMIUM_PATH', async () => {
    const installed = await program('installed', 'echo Chromium 155')
    await expect(chromiumPath(join(dir, 'gone'), [installed])).rejects.toThrow(
      `CHROMIUM_PATH is ${join(dir, 'gone')}, but no Chromium runs from there.`,
    )
  })

  test('is the first installed one that runs, not a script that prints what to install', async () => {
    const stub = await program('stub', 'echo "Install the chromium snap" >&2', 'exit 1')
    const installed = await program('installed', 'echo Google Chrome 155')
    expect(await chromiumPath('', [join(dir, 'gone'), stub, installed])).toMatchObject({ executablePath: installed })
  })

  test.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'comes from the npm package if none is installed, also in concurrent calls',
    async () => {
      const [one, other] = await Promise.all([chromiumPath('', []), chromiumPath('', [])])
      expect(one).toEqual(other)
      expect(one.executablePath).toMatch(/node_modules\/\.cache\/chromium\/[\d.]+\/chromium$/)
    },
  )

  test('launches, renders Latin, Japanese and Arabic characters, and closes', async () => {
    const browser = await launchBrowser()
    const page = await browser.newPage()
    const drawn = await page.evaluate(() =>
      ['Ż', '€', '請', '求', 'ف', 'ب', '\u{10fffd}'].map((character) => {
        const canvas = document.createElement('canvas')
        const pen = canvas.getContext('2d') as CanvasRenderingContext2D
        pen.font = '40px sans-serif'
        pen.fillText(character, 10, 60)
        return canvas.toDataURL()
      }),
    )
    expect(new Set(drawn)).toHaveProperty('size', 7)
    await browser.close()
    expect(browser.isConnected()).toBe(false)
  })

  test.runIf(process.platform === 'linux')(
    "draws the pages' Latin, Japanese and Arabic with fonts from npm",
    async () => {
      const browser = await launchBrowser()
      const page = await browser.newPage()
      const tokens = await readFile(join(import.meta.dirname, '../../public/css/tokens.css'), 'utf8')
      const texts = { en: 'Invoice €', ja: '請求書の合計', ar: 'فاتورة' }
      const lines = Object.entries(texts).map(([lang, text]) => `<p lang="${lang}">${text}</p>`)
      await page.setContent(`<style>${tokens} p { font-family: var(--font) }</style>${lines.join('')}`)
      const wire = await page.context().newCDPSession(page)
      await wire.send('DOM.enable')
      await wire.send('CSS.enable')
      const { root } = await wire.send('DOM.getDocument')
      const { nodeIds } = await wire.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'p' })
      const used = await Promise.all(nodeIds.map((nodeId) => wire.send('CSS.getPlatformFontsForNode', { nodeId })))
      expect(used.map(({ fonts }) => fonts.map(({ familyName }) => familyName))).toEqual([
        ['IBM Plex Sans'],
        [expect.stringMatching(/^IBM Plex Sans JP/)],
        ['IBM Plex Sans Arabic'],
      ])
      await browser.close()
    },
  )
})
