import type { PageI18n } from '../i18n.ts'
import { CodePicture } from '../parts/code-picture.tsx'

type PaperLinkProps = { readonly url: string; readonly i18n: PageI18n }

/** The way back from paper to this page, as a code and as text. Screens do not show it. */
export function PaperLink({ url, i18n }: PaperLinkProps) {
  const { title, text, alt } = i18n.words.payOnline
  return (
    <div class="paper-link">
      <CodePicture content={url} alt={alt} ecc="low" />
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
