/** A part of a statement: a word, a sign, a `?` with its index among all `?`, or the content of parentheses. */
export type Piece =
  | { readonly is: 'word'; readonly text: string; readonly isQuoted: boolean }
  | { readonly is: 'sign'; readonly text: string }
  | { readonly is: 'value'; readonly place: number | null }
  | { readonly is: 'group'; readonly pieces: readonly Piece[] }

const shapes = /\s+|"((?:[^"]|"")*)"|'(?:[^']|'')*'|(\?)|([A-Za-z_]\w*)|(\d[\w.]*)|(\|\||->>|->|<>|<=|>=|!=|==|.)/gy

/** Parses a statement. Throws for unbalanced parentheses. */
export function parseSql(sql: string): readonly Piece[] {
  const open: Piece[][] = [[]]
  let values = 0
  for (const [whole, quoted, value, word, number, sign] of sql.matchAll(shapes)) {
    const here = open.at(-1)!
    if (/^\s+$/.test(whole)) continue
    if (sign === '(') open.push([])
    else if (sign === ')') {
      const pieces = open.pop()!
      if (open.length === 0) throw new Error(`Unexpected ) in: ${sql}`)
      open.at(-1)!.push({ is: 'group', pieces })
    } else if (value) here.push({ is: 'value', place: values++ })
    else if (quoted !== undefined) here.push({ is: 'word', text: quoted, isQuoted: true })
    else if (word !== undefined) here.push({ is: 'word', text: word, isQuoted: false })
    else if (number !== undefined || whole.startsWith("'")) here.push({ is: 'value', place: null })
    else here.push({ is: 'sign', text: sign ?? whole })
  }
  if (open.length !== 1) throw new Error(`Missing ) in: ${sql}`)
  return open[0]!
}

/** Whether a piece is one of these SQL keywords. */
export const isWord = (piece: Piece | undefined, ...words: readonly string[]): boolean =>
  piece?.is === 'word' && !piece.isQuoted && words.includes(piece.text.toLowerCase())

export const isSign = (piece: Piece | undefined, text: string): boolean => piece?.is === 'sign' && piece.text === text

/** Splits pieces at those of the top level that match. */
export function splitAt(
  pieces: readonly Piece[],
  isSeparator: (piece: Piece) => boolean,
): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]]
  for (const piece of pieces) {
    if (isSeparator(piece)) parts.push([])
    else parts.at(-1)!.push(piece)
  }
  return parts
}
