import type { Page } from 'playwright-core'

export type Sight = { readonly text: string; readonly wrong: string | null }

/** Looks at the first element that a selector finds as a person would: is its text there, within the page, and on top? */
export const look = (page: Page, selector: string): Promise<Sight> =>
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

/** Whether anything else paints where an element is: its picture with and without everything that is not around it. */
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

/** What is on a page beyond what we ever put there: elements, code in attributes, addresses that are no web address. */
export const strangersOn = (page: Page, tags: string, isStyled: boolean): Promise<string[]> =>
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

/** Where the amount and the payee stand. */
export type Places = { readonly amount: string; readonly payee: string }

export const onPage: Places = { amount: '.amount', payee: '.sender-name' }
export const inMail: Places = { amount: 'p.ink > bdi', payee: 'td.ink > bdi' }

/** A text as a browser hands it back and as it was meant, without what no page can show. */
const plain = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0\ufffd]/g, '')

/** Letters that can be seen and be broken over lines: not blanks alone, not one letter under two hundred marks. */
const canBeSeen = (text: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) && !/\p{M}{40}/u.test(text)

/** A text without the marks that keep its direction. */
export const unmarked = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')

/** Everything that is wrong with the amount and the payee where a page is looked at. */
export async function misseen(page: Page, places: Places, amount: string, payee: string): Promise<string[]> {
  const shown = await look(page, places.amount)
  const named = await look(page, places.payee)
  return [
    ...(unmarked(shown.text) === amount ? [] : [`the amount is ${shown.text}, not ${amount}`]),
    ...(shown.wrong ? [`the amount ${shown.wrong}`] : []),
    ...(plain(named.text) === plain(payee) ? [] : [`the payee is ${named.text}`]),
    ...(named.wrong && canBeSeen(payee) ? [`the payee ${named.wrong}`] : []),
  ]
}
