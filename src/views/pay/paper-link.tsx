import type { PageI18n } from '../i18n.ts'
import { qrCode } from '../parts/qr-code.ts'

type PaperLinkProps = { readonly url: string; readonly i18n: PageI18n }

/** The way back from paper to this page, as a code and as text. Screens do not show it. */
export function PaperLink({ url, i18n }: PaperLinkProps) {
  const { title, text, alt } = i18n.words.payOnline
  const { size, path } = codePath(url)
  return (
    <div class="paper-link">
      <svg viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={alt} shape-rendering="crispEdges">
        <path d={path} stroke="currentcolor" />
      </svg>
      <div>
        <p class="paper-link-title">{title}</p>
        <p class="hint">{text}</p>
        <p class="paper-link-url" dir="ltr">
          {url}
        </p>
      </div>
    </div>
  )
}

/** The code as one line that is lifted over light modules: relative steps repeat, and so compress to a fifth. */
function codePath(url: string): { size: number; path: string } {
  const { size, runs } = qrCode(url, 'low')
  let [x, y] = [0, -1]
  const steps = runs.map((run) => {
    const move = run.y === y ? `m${run.from - x} 0` : `M${run.from} ${run.y}.5`
    x = run.to
    y = run.y
    return `${move}h${run.to - run.from}`
  })
  return { size, path: steps.join('') }
}
