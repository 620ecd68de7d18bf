import { qrCode } from './qr-code.ts'

type CodePictureProps = {
  readonly content: string
  /** For those who do not see it. */
  readonly alt: string
  /** How much of it may be unreadable: 7 % or 15 %. */
  readonly ecc: 'low' | 'medium'
}

/** A QR code with its quiet zone: dark on light also where a page is light on dark, since many apps read no other. */
export function CodePicture({ content, alt, ecc }: CodePictureProps) {
  const { size, path } = codePath(content, ecc)
  return (
    <svg viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={alt} shape-rendering="crispEdges">
      <rect x={-4} y={-4} width={size + 8} height={size + 8} fill="white" />
      <path d={path} stroke="black" />
    </svg>
  )
}

/** The code as one line that is lifted over light modules: relative steps repeat, and so compress to a fifth. */
function codePath(content: string, ecc: 'low' | 'medium'): { size: number; path: string } {
  let [x, y] = [0, -1]
  return qrCode(content, ecc, (row, from, length) => {
    const move = row === y ? `m${from - x} 0` : `M${from} ${row}.5`
    x = from + length
    y = row
    return `${move}h${length}`
  })
}
