import type { ComponentChildren } from 'preact'
import type { Branding } from '../../core/accounts/account.ts'
import { brandCss } from '../../core/branding/css.ts'
import type { Assets } from '../assets.ts'
import type { Locale } from '../words/locale.ts'

type PageProps = {
  readonly locale: Locale
  readonly title: string
  readonly nonce: string
  readonly assets: Assets
  readonly branding: Branding | null
  readonly icon?: string
  readonly className: string
  readonly styleSheet: string
  /** Scripts and their settings; pages work without them. */
  readonly head?: ComponentChildren
  readonly children: ComponentChildren
}

/** A whole HTML document with its language, direction, colours, and the style sheet of its layout inline. */
export function Page({
  locale,
  title,
  nonce,
  assets,
  branding,
  icon,
  className,
  styleSheet,
  head,
  children,
}: PageProps) {
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
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: brandCss(branding) + styleSheet }} />
        {head}
      </head>
      <body class={className}>{children}</body>
    </html>
  )
}
