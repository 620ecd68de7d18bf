/** The zeros of the scripts whose digits people type amounts in; nine more digits follow each. */
const zeros = [
  '0', // Latin
  '٠', // Arabic
  '۰', // Persian, Urdu
  '०', // Devanagari
  '০', // Bengali
  '੦', // Gurmukhi
  '૦', // Gujarati
  '୦', // Odia
  '௦', // Tamil
  '౦', // Telugu
  '೦', // Kannada
  '൦', // Malayalam
  '๐', // Thai
  '໐', // Lao
  '༠', // Tibetan
  '၀', // Myanmar
  '០', // Khmer
  '０', // full-width Latin
].map((zero) => zero.codePointAt(0)!)

/** Writes every digit in ASCII; null where digits of two scripts are mixed, which no person does and a forger might. */
export function toAsciiDigits(text: string): string | null {
  const scripts = new Set<number>()
  const ascii = text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!
    const zero = zeros.find((zero) => code >= zero && code <= zero + 9)
    if (zero === undefined) return digit
    scripts.add(zero)
    return String(code - zero)
  })
  return scripts.size > 1 ? null : ascii
}
