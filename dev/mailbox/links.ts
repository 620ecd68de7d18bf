const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decoded = (text: string) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

const anchor = /<a\b[^>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi

const isWeb = (address: string) => /^https?:\/\//i.test(address)

/** Every web address in a mail, in reading order, each once. */
export function linksIn(mail: { html: string | null; text: string | null }): string[] {
  const inHtml = [...(mail.html ?? '').matchAll(anchor)].map(([, a, b, c]) => decoded(a ?? b ?? c ?? '').trim())
  const inText = textPieces(mail.text ?? '').filter((piece) => piece.link)
  return [...new Set([...inHtml.filter(isWeb), ...inText.map((piece) => piece.text)])]
}

/** Splits a text into web addresses and the text between them. Trailing punctuation is not part of an address. */
export function textPieces(text: string): { text: string; link: boolean }[] {
  const pieces = []
  let from = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]+/gi)) {
    const address = match[0].replace(/[.,;:!?'’»…]+$|[)\]][.,;:!?]*$/u, '')
    pieces.push({ text: text.slice(from, match.index), link: false }, { text: address, link: true })
    from = match.index + address.length
  }
  return [...pieces, { text: text.slice(from), link: false }].filter((piece) => piece.text !== '')
}
