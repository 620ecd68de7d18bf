import { h } from 'preact'
import { describe, expect, test } from 'vitest'
import { assets } from '../../src/views/assets.gen.ts'
import { ErrorPage, type ErrorStatus } from '../../src/views/errors/error-page.tsx'
import { HomePage } from '../../src/views/home-page.tsx'
import { FreshLinkPage, LinkPage } from '../../src/views/pay/link-page.tsx'
import { renderPage } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { read, tagsOf } from './tags.ts'

const base = (language = 'en') => ({ locale: chooseLocale([], language, 'en'), nonce: 'n0nce', assets })
const statuses: readonly ErrorStatus[] = [400, 403, 404, 405, 413, 429, 500, 503]

describe('a link that is refused', () => {
  test.each(languages)('offers a fresh one to the address on file, in %s', (language) => {
    const tags = tagsOf(renderPage(h(LinkPage, base(language))))
    const form = tags.find(({ name }) => name === 'form')
    expect([form?.attributes.get('method'), form?.attributes.get('action')]).toEqual(['post', undefined])
    expect(tags.filter(({ name }) => name === 'input')).toEqual([])
  })
})

test.each(languages)('every plain page is in %s and has no script', (language) => {
  const pages = [
    h(FreshLinkPage, base(language)),
    h(HomePage, base(language)),
    ...statuses.map((status) => h(ErrorPage, { status, ...base(language) })),
  ].map(renderPage)
  for (const html of pages) {
    expect(html).toMatch(/^<!doctype html><html lang/)
    expect(html).not.toContain('<script')
    expect(read(html)).not.toMatch(/undefined|\[object/)
    expect(html.match(/<h1>/g)).toHaveLength(1)
  }
  expect(new Set(pages).size).toBe(pages.length)
})

test('a retry is offered where it can help, and never repeats a form', () => {
  const offers = (status: ErrorStatus, retryPath: string | null) =>
    renderPage(h(ErrorPage, { status, retryPath, ...base() })).includes('Try again</a>')
  expect(offers(503, '/i/t')).toBe(true)
  expect(offers(404, '/i/t')).toBe(false)
  expect(offers(503, null)).toBe(false)
})
