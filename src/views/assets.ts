/** What the build made of the browser's files: the style sheet's text, and addresses with the hashes browsers check. */
export type Assets = {
  readonly payCss: string
  readonly payJs: Script
  readonly htmx: Script
  readonly icon: string
}

type Script = { readonly path: string; readonly integrity: string }
