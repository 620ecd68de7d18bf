import type { ComponentChildren } from 'preact'
import type { Branding } from '../../core/accounts/account.ts'
import { brandCss } from '../../core/branding/css.ts'
import type { Assets } from '../assets.ts'
import type { Locale } from '../words/locale.ts'

/** htmx without its own styles and history, and with a timeout of 30 seconds. */
const htmxConfig = '{"includeIndicatorCSS":false,"history":false,"defaultTimeout":30000}'

type PageProps = {
  readonly locale: Locale
  readonly title: string
  readonly nonce: string
  readonly assets: Assets
  readonly branding: Branding | null
  readonly icon?: string
  readonly className: string
  /** Scripts and their settings; pages work without them. */
  readonly head?: ComponentChildren
  readonly children: ComponentChildren
}

/** A whole HTML document with its language, direction, colours and inline style sheet. */
export function Page({ locale, title, nonce, assets, branding, icon, className, head, children }: PageProps) {
  return (
    <html lang={locale.tag} dir={locale.direction}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <link rel="icon" href={icon ?? assets.icon} />
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: brandCss(branding) + assets.payCss }} />
        {head}
      </head>
      <body class={className}>{children}</body>
    </html>
  )
}

/** The script that records a view, keeps the page up to date, and loads htmx on demand. */
export function PayScript({ assets, viewsPath }: { readonly assets: Assets; readonly viewsPath: string }) {
  return (
    <>
      <meta name="htmx-config" content={htmxConfig} />
      <script
        src={assets.payJs.path}
        integrity={assets.payJs.integrity}
        defer
        data-views={viewsPath}
        data-htmx={assets.htmx.path}
        data-htmx-integrity={assets.htmx.integrity}
      />
    </>
  )
}
