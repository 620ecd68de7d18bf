/** The built browser assets: the style sheet's text, and script paths with integrity hashes. */
export type Assets = {
  readonly payCss: string
  readonly payJs: Script
  readonly htmx: Script
  readonly icon: string
}

type Script = { readonly path: string; readonly integrity: string }
