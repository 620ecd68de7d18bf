import { encode } from 'uqr'

type Run = { readonly y: number; readonly from: number; readonly to: number }

/** The dark modules of a QR code as horizontal runs; `size` is the number of modules of a side. */
type QrCode = { readonly size: number; readonly runs: readonly Run[] }

/** A text as a QR code without its quiet zone. Finding the most even of the eight masks takes 5 ms; a given one is read as well. */
export function qrCode(text: string, { ecc, mask }: { readonly ecc: 'L' | 'M'; readonly mask?: number }): QrCode {
  const { data, size } = encode(text, { ecc, border: 0, maskPattern: mask })
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
