import { type Html, html } from './html.ts'

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action *; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
}

/** A whole page. `kind` chooses the width: a form is narrow, the board is wide. */
export function page(title: string, kind: 'form' | 'board', content: Html, status = 200): Response {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/sandbox.css">
<link rel="icon" href="data:,">
</head>
<body>
<aside class="sandbox-flag" aria-label="Sandbox"><strong>Sandbox</strong> No real money moves here.</aside>
<div class="${kind}">
${content}
</div>
</body>
</html>`
  return new Response(document.html, { status, headers })
}

/** A page with a single message. */
export const notice = (title: string, text: string, link: Html | null = null, status = 200): Response =>
  page(title, 'form', html`<main class="card"><h1>${title}</h1><p>${text}</p>${link}</main>`, status)

export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
