import encodeQR from 'qr'

type Run = { readonly y: number; readonly from: number; readonly to: number }

/** The dark modules of a QR code as horizontal runs; `size` is the number of modules of a side. */
type QrCode = { readonly size: number; readonly runs: readonly Run[] }

/** A text as a QR code without its quiet zone, of which 7 % (low) or 15 % (medium) may be unreadable. */
export function qrCode(text: string, ecc: 'low' | 'medium'): QrCode {
  const rows = modules(text, ecc)
  return { size: rows.length, runs: rows.flatMap((row, y) => darkRuns(row).map(([from, to]) => ({ y, from, to }))) }
}

/** The modules, row by row; true is dark. The library draws a border of at least one. */
const modules = (text: string, ecc: 'low' | 'medium'): boolean[][] =>
  encodeQR(text, 'raw', { ecc, border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1))

function darkRuns(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (isDark && last?.[1] === x) last[1] = x + 1
    else if (isDark) runs.push([x, x + 1])
  })
  return runs
}
