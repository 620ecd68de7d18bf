import { encode } from 'uqr'

type Run = { readonly y: number; readonly from: number; readonly to: number }

/** The dark modules of a QR code as horizontal runs; `size` is the number of modules of a side. */
type QrCode = { readonly size: number; readonly runs: readonly Run[] }

/**
 * Trying all eight masks takes as long as drawing the rest of a page. Over links and transfers, this one is within 2 % of the best by
 * the penalty of ISO/IEC 18004.
 */
const maskPattern = 2

/** A text as a QR code without its quiet zone, of which 7 % (L) or 15 % (M) may be unreadable. */
export function qrCode(text: string, ecc: 'L' | 'M'): QrCode {
  const { data, size } = encode(text, { ecc, border: 0, maskPattern })
  return { size, runs: data.flatMap((row, y) => darkRuns(row).map(([from, to]) => ({ y, from, to }))) }
}

function darkRuns(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (isDark && last?.[1] === x) last[1] = x + 1
    else if (isDark) runs.push([x, x + 1])
  })
  return runs
}
