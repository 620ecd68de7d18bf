/** What has no glyph by definition, and what would reorder the text around it: embeddings and overrides. */
const dropped =
  /[[\p{Cc}]--[\n]]|[\u00ad\u200b\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gv

/** Text as it can be drawn: composed, with line breaks as `\n`. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/\u202f/g, '\u00a0')
    .replace(dropped, '')
