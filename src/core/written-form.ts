const digitBlocks = [0x660, 0x6f0, 0x966]

/** Digits of Arabic, Persian and Hindi keyboards, and letters of full width, as ASCII; letters as capitals, without blanks around. */
export function plainCapitals(text: string): string {
  const digits = text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
    const code = digit.charCodeAt(0)
    const block = digitBlocks.find((first) => code >= first && code < first + 10) ?? code
    return String(code - block)
  })
  return digits.toUpperCase().trim()
}

/** Without what people put between the groups of a number. */
export const compact = (text: string): string => plainCapitals(text).replace(/[\s.,/\-‐‑–—−·ー]+/g, '')

const isOf = (token: string, character: string): boolean => {
  if (token === 'd') return /\d/.test(character)
  if (token === 'a') return /[A-Z]/.test(character)
  if (token === 'x') return /[A-Z\d]/.test(character)
  return token === character
}

const isMark = (token: string): boolean => /[\s./-]/.test(token)

/**
 * Text as a form writes it; null if it does not fit. In a form, `d` is a digit, `a` a letter, `x` either, a capital itself, and marks
 * are added: `'dd-ddddddd'` makes `123456789` `12-3456789`. The capitals that a form begins with may be missing.
 */
export function inForm(text: string, form: string): string | null {
  const given = compact(text)
  const tokens = [...form].filter((token) => !isMark(token))
  const [prefix = ''] = /^[A-Z]*/.exec(tokens.join('')) ?? []
  const whole = given.length === tokens.length ? given : `${prefix}${given}`
  if (whole.length !== tokens.length || !tokens.every((token, i) => isOf(token, whole[i]!))) return null
  let next = 0
  return [...form].map((token) => (isMark(token) ? token : whole[next++])).join('')
}

/** A form as an example: `'aad daa'` is `AB1 2CD`. */
export function exampleOf(form: string): string {
  let digits = 0
  let letters = 0
  return form.replace(/[dax]/g, (token) =>
    token === 'a' ? 'ABCDEFGHIJ'[letters++ % 10]! : '1234567890'[digits++ % 10]!,
  )
}
