import { type Html, html } from '../html.ts'

/** The frame of every mailbox page: search and home link above, the page below. */
export const layout = (page: { title: string; query?: string; content: Html }): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header class="top">
<a class="home" href="/">Mailbox</a>
<form class="search" action="/" role="search">
<label for="q">Search recipient or subject</label>
<input id="q" name="q" type="search" value="${page.query}" autocomplete="off">
<button>Search</button>
</form>
</header>
<main>${page.content}</main>
</body>
</html>`
