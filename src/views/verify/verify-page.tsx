import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import { VerifyLayout } from '../layouts/verify-layout.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'

type VerifyPageProps = { readonly locale: Locale; readonly nonce: string; readonly assets: Assets }

/** Where the code of a document is entered. */
export function VerifyPage(page: VerifyPageProps) {
  const { form } = wordsFor(page.locale, 'verify')
  return (
    <VerifyLayout title={form.title} branding={null} {...page}>
      <h1 class="verdict">{form.title}</h1>
      <p>{form.what}</p>
      <p>{form.next}</p>
      <CodeForm locale={page.locale} />
    </VerifyLayout>
  )
}

/** The answer to a code that no document has: the same page to the letter, whatever was entered. */
export function UnknownCodePage(page: VerifyPageProps) {
  const { refused } = wordsFor(page.locale, 'verify')
  return (
    <VerifyLayout title={refused.title} branding={null} {...page}>
      <h1 class="verdict" data-tone="bad">
        <Icon name="alert" />
        <span>{refused.title}</span>
      </h1>
      <p>{refused.what}</p>
      <p>{refused.next}</p>
      <CodeForm locale={page.locale} />
    </VerifyLayout>
  )
}

function CodeForm({ locale }: Pick<VerifyPageProps, 'locale'>) {
  const { form } = wordsFor(locale, 'verify')
  return (
    <form class="code-form" action={paths.verify()}>
      <label for="code">{form.code}</label>
      <input
        id="code"
        name="code"
        dir="ltr"
        required
        maxlength={40}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        placeholder="XXXX-XXXX-XXXX"
      />
      <button class="button" type="submit">
        {form.button}
      </button>
    </form>
  )
}
