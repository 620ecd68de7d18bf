/** A piece of a statement: a word, a sign, a `?` with its place among all of them, or what stands between brackets. */
export type Piece =
  | { readonly is: 'word'; readonly text: string; readonly isQuoted: boolean }
  | { readonly is: 'sign'; readonly text: string }
  | { readonly is: 'value'; readonly place: number | null }
  | { readonly is: 'group'; readonly pieces: readonly Piece[] }

const shapes = /\s+|"((?:[^"]|"")*)"|'(?:[^']|'')*'|(\?)|([A-Za-z_]\w*)|(\d[\w.]*)|(\|\||->>|->|<>|<=|>=|!=|==|.)/gy

/** Reads a statement into pieces. Throws for brackets that do not match. */
export function piecesOf(sql: string): readonly Piece[] {
  const open: Piece[][] = [[]]
  let values = 0
  for (const [whole, quoted, value, word, number, sign] of sql.matchAll(shapes)) {
    const here = open.at(-1)!
    if (/^\s+$/.test(whole)) continue
    if (sign === '(') open.push([])
    else if (sign === ')') {
      const pieces = open.pop()!
      if (open.length === 0) throw new Error(`A bracket closes that was not opened: ${sql}`)
      open.at(-1)!.push({ is: 'group', pieces })
    } else if (value) here.push({ is: 'value', place: values++ })
    else if (quoted !== undefined) here.push({ is: 'word', text: quoted, isQuoted: true })
    else if (word !== undefined) here.push({ is: 'word', text: word, isQuoted: false })
    else if (number !== undefined || whole.startsWith("'")) here.push({ is: 'value', place: null })
    else here.push({ is: 'sign', text: sign ?? whole })
  }
  if (open.length !== 1) throw new Error(`A bracket is not closed: ${sql}`)
  return open[0]!
}

/** Whether a piece is one of these words of SQL itself. */
export const isWord = (piece: Piece | undefined, ...words: readonly string[]): boolean =>
  piece?.is === 'word' && !piece.isQuoted && words.includes(piece.text.toLowerCase())

export const isSign = (piece: Piece | undefined, text: string): boolean => piece?.is === 'sign' && piece.text === text

/** The pieces cut at a word or a sign of their own level. */
export function cutAt(pieces: readonly Piece[], isCut: (piece: Piece) => boolean): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]]
  for (const piece of pieces) {
    if (isCut(piece)) parts.push([])
    else parts.at(-1)!.push(piece)
  }
  return parts
}
