const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const leftToRight = /[A-Za-z\u00c0-\u02af\u0370-\u052f]/

/**
 * Keeps a name or figure inside a sentence from reordering the words around it. The marks are invisible, and are added
 * only where the two directions really meet, so that a mail subject in one direction stays plain.
 */
export function isolate(text: string, direction: 'ltr' | 'rtl'): string {
  const meets = direction === 'rtl' ? leftToRight.test(text) || /\d/.test(text) : rightToLeft.test(text)
  return meets ? `\u2068${text}\u2069` : text
}
