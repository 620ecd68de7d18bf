import encodeQR from 'qr'

/** Writes a run of dark modules, which begins at `from` in row `y`, as a part of a path. */
type WriteRun = (y: number, from: number, length: number) => string

/**
 * A text as a QR code without its quiet zone, of which 7 % (low) or 15 % (medium) may be unreadable: the number of modules of a side,
 * and the path of its horizontal runs of dark modules, row by row.
 */
export function qrCode(text: string, ecc: 'low' | 'medium', writeRun: WriteRun): { size: number; path: string } {
  // The library draws a border of at least one module, which also ends the last run of each row.
  const rows = encodeQR(text, 'raw', { ecc, border: 1 })
  const size = rows.length - 2
  let path = ''
  for (let y = 0; y < size; y++) {
    const row = rows[y + 1] ?? []
    for (let x = 0; x < size; x++) {
      const from = x
      while (row[x + 1]) x++
      if (x > from) path += writeRun(y, from, x - from)
    }
  }
  return { size, path }
}
