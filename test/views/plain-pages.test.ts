import { h } from 'preact'
import { describe, expect, test } from 'vitest'
import { paths } from '../../src/paths.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { ErrorPage, type ErrorStatus } from '../../src/views/errors/error-page.tsx'
import { HomePage } from '../../src/views/home-page.tsx'
import { CutOffLinkPage, EndedLinkPage, FreshLinkPage, UnknownLinkPage } from '../../src/views/pay/link-page.tsx'
import { renderPage } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { kranwerk } from '../world/cast.ts'
import { hostileTexts } from './hostile.ts'
import { read, tagsOf } from './tags.ts'

const base = (language = 'en') => ({ locale: chooseLocale([], language, 'en'), nonce: 'n0nce', assets })
const origin = 'https://pay.example'
const statuses: readonly ErrorStatus[] = [400, 403, 404, 405, 413, 429, 500, 503]

const ended = { account: kranwerk, isRevoked: false, freshLinkTo: 'j•••@w•••.example' }

describe('a link that has ended', () => {
  test.each(languages)('names the merchant, how to reach them, and where a fresh one goes, in %s', (language) => {
    const html = renderPage(h(EndedLinkPage, { ...ended, ...base(language) }))
    for (const part of ['Kranwerk Berlin GmbH', 'j•••@w•••.example', 'rechnung@kranwerk.example'])
      expect(read(html)).toContain(part)
    const form = tagsOf(html).find(({ name }) => name === 'form')
    expect([form?.attributes.get('method'), form?.attributes.get('action')]).toEqual(['post', undefined])
    expect(tagsOf(html).filter(({ name }) => name === 'input')).toEqual([])
  })

  test('shows what a merchant without a logo or contact has', () => {
    const account = { ...kranwerk, supportEmail: null, supportPhone: null, website: null }
    const html = renderPage(h(EndedLinkPage, { ...ended, account, ...base() }))
    expect(html).toContain('<span class="logo initial" aria-hidden="true">K</span>')
    expect(read(html)).toContain('Reply to the mail that Kranwerk Berlin GmbH sent you')
  })

  test('shows no name as markup', () => {
    for (const text of hostileTexts) {
      const html = renderPage(h(EndedLinkPage, { ...ended, account: { ...kranwerk, name: text }, ...base() }))
      expect(tagsOf(html).filter(({ name }) => name === 'script' || name === 'img')).toEqual([])
    }
  })
})

describe('the home page', () => {
  const operator = { name: 'Falk Treuhand AG', contact: 'hallo@falk.example' }

  test.each(languages)('says who runs it, how to reach them, and how a genuine link begins, in %s', (language) => {
    const html = renderPage(h(HomePage, { operator, origin, ...base(language) }))
    for (const part of ['Falk Treuhand AG', 'pay.example', 'https://pay.example/i/']) expect(read(html)).toContain(part)
    expect(html).toContain('href="mailto:hallo@falk.example"')
  })

  test('links a website by its host, and names nobody where the settings do not', () => {
    const contact = 'https://falk.example/impressum'
    const html = renderPage(h(HomePage, { operator: { ...operator, contact }, origin, ...base() }))
    expect(html).toContain(`<a href="${contact}" rel="noreferrer"><bdi>falk.example</bdi></a>`)
    const nobody = renderPage(h(HomePage, { operator: null, origin, ...base() }))
    const signIn = `<a href="${paths.deploymentLogin()}">See all your invoices</a>`
    expect(nobody.split(signIn)).toHaveLength(2)
    expect(nobody.replace(signIn, '')).not.toMatch(/<a |runs this site|<header/)
  })
})

test.each(languages)('every plain page is in %s and has no script', (language) => {
  const pages = [
    h(FreshLinkPage, base(language)),
    h(UnknownLinkPage, base(language)),
    h(CutOffLinkPage, base(language)),
    h(EndedLinkPage, { ...ended, ...base(language) }),
    h(EndedLinkPage, { ...ended, isRevoked: true, ...base(language) }),
    h(EndedLinkPage, { ...ended, freshLinkTo: null, ...base(language) }),
    h(HomePage, { operator: null, origin, ...base(language) }),
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
