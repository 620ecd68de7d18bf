import type { Page } from 'playwright-core'

export type Visibility = { readonly text: string; readonly wrong: string | null }

/** Whether the first matching element's text is present, within the page, and not covered. */
export const visibilityOf = (page: Page, selector: string): Promise<Visibility> =>
  page.evaluate((selector) => {
    const element = document.querySelector<HTMLElement>(selector)
    if (!element) return { text: '', wrong: 'is not there' }
    const text = element.textContent ?? ''
    const sight = (wrong: string | null) => ({ text, wrong })
    element.scrollIntoView({ block: 'center', inline: 'nearest' })
    const range = document.createRange()
    range.selectNodeContents(element)
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0)
    const [box] = boxes
    if (!box) return sight('takes no room')
    if (boxes.some(({ left, right }) => left < -1 || right > innerWidth + 1)) return sight('leaves the page')
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return sight('is hidden')
    if (Number.parseFloat(getComputedStyle(element).fontSize) < 10) return sight('is tiny')
    for (const part of [0.02, 0.5, 0.98]) {
      const [x, y] = [box.left + box.width * part, box.top + box.height / 2]
      if (y < 0 || y >= innerHeight) return sight('cannot be scrolled to')
      if (!element.contains(document.elementFromPoint(x, y))) return sight('is covered')
    }
    return sight(null)
  }, selector)

/** Whether anything paints over an element: compares screenshots with and without all other content. */
export async function isPaintedOver(page: Page, selector: string): Promise<boolean> {
  const element = page.locator(selector).first()
  await element.scrollIntoViewIfNeeded()
  const picture = () => element.screenshot({ animations: 'disabled' })
  const before = await picture()
  const toggle = (value: string) =>
    page.evaluate(
      ([selector, value]) => {
        const kept = document.querySelector(selector!)!
        for (const other of document.querySelectorAll<HTMLElement>('body *'))
          if (!kept.contains(other) && !other.contains(kept)) other.style.visibility = value!
      },
      [selector, value],
    )
  await toggle('hidden')
  const alone = await picture()
  await toggle('')
  return !before.equals(alone)
}

/** Markup on a page that is not ours: unknown elements, code in attributes, URLs with other schemes. */
export const foreignMarkupOn = (page: Page, tags: string, isStyled: boolean): Promise<string[]> =>
  page.evaluate(
    ([tags, isStyled]) => {
      const known = new Set(tags.split(' '))
      const code = isStyled ? /^on|^(data-)?hx-on|^srcdoc$/i : /^on|^(data-)?hx-on|^srcdoc$|^style$/i
      return [...document.querySelectorAll('*')].flatMap((element) => [
        ...(known.has(element.localName) ? [] : [`<${element.localName}>`]),
        ...[...element.attributes].flatMap(({ name, value }) => {
          if (code.test(name)) return [`${name}=${value}`]
          if (!['href', 'src', 'action'].includes(name)) return []
          return /^(https?:|mailto:|tel:|\/[^/\\]|$)/.test(value) ? [] : [`${name}=${value}`]
        }),
      ])
    },
    [tags, isStyled] as const,
  )

/** Selectors of the amount and the payee. */
export type Places = { readonly amount: string; readonly payee: string }

export const onPage: Places = { amount: '.amount', payee: '.sender-name' }
export const inMail: Places = { amount: 'p.ink > bdi', payee: 'td.ink > bdi' }

/** A text normalized to what a page can show, to compare the browser's text with the original. */
const plain = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0\ufffd]/g, '')

/** Whether a text has visible characters that can wrap: not only blanks, nor one letter with two hundred marks. */
const canBeSeen = (text: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) && !/\p{M}{40}/u.test(text)

/** A text without direction marks. */
export const unmarked = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')

/** Flaws of the amount's and the payee's visibility on a page. */
export async function hiddenParts(page: Page, places: Places, amount: string, payee: string): Promise<string[]> {
  const shown = await visibilityOf(page, places.amount)
  const named = await visibilityOf(page, places.payee)
  return [
    ...(unmarked(shown.text) === amount ? [] : [`the amount is ${shown.text}, not ${amount}`]),
    ...(shown.wrong ? [`the amount ${shown.wrong}`] : []),
    ...(plain(named.text) === plain(payee) ? [] : [`the payee is ${named.text}`]),
    ...(named.wrong && canBeSeen(payee) ? [`the payee ${named.wrong}`] : []),
  ]
}
