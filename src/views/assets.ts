/** The built browser assets: each layout's style sheet as text, and script paths with integrity hashes. */
export type Assets = {
  readonly payCss: string
  readonly plainCss: string
  readonly portalCss: string
  readonly verifyCss: string
  readonly payJs: Script
  readonly passkeysJs: Script
  readonly portalJs: Script
  readonly verifyJs: Script
  readonly htmx: Script
  readonly icon: string
}

export type Script = { readonly path: string; readonly integrity: string }
