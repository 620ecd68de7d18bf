import { type Html, html } from '../html.ts'
import { frameSandbox } from './body.ts'
import { fullTime } from './format-time.ts'
import { layout } from './layout.ts'
import { textPieces } from './links.ts'
import type { Address, Mail, MailAttachment } from './mail.ts'

type View = { path: string; name: string; has: (mail: Mail) => boolean; draw: (mail: Mail) => Html }

/** The views of a mail; the first that a mail has is its default. */
export const views = {
  html: { path: '/html', name: 'HTML', has: (mail) => mail.html !== null, draw: framed },
  text: { path: '/text', name: 'Text', has: (mail) => mail.text !== null, draw: plain },
  source: { path: '/source', name: 'Headers and source', has: () => true, draw: source },
} as const satisfies Record<string, View>

export type ViewName = keyof typeof views

const viewNames = Object.keys(views) as ViewName[]

export const isViewName = (name: string): name is ViewName => Object.hasOwn(views, name)

export const usualView = (mail: Mail): ViewName => viewNames.find((name) => views[name].has(mail)) as ViewName

export function mailPage(mail: Mail, shown: ViewName): Html {
  const title = mail.subject || '(no subject)'
  return layout({
    title: `${title} · Mailbox`,
    content: html`
<article class="mail">
<p class="back"><a href="/">All mail</a></p>
<h1>${title}</h1>
<dl class="envelope">
${addresses('From', mail.from)}${addresses('To', mail.to)}${addresses('Cc', mail.cc)}${addresses('Reply to', mail.replyTo)}
${blindCopies(mail)}
<dt>Received</dt><dd><time datetime="${mail.receivedAt}">${fullTime(mail.receivedAt)}</time></dd>
</dl>
${attachments(mail)}
<nav class="views" aria-label="Ways to look at this mail">${viewNames.map((name) => tab(mail, name, shown))}</nav>
${views[shown].has(mail) ? views[shown].draw(mail) : html`<p class="empty">This mail has no ${views[shown].name} part.</p>`}
</article>`,
  })
}

const tab = (mail: Mail, name: ViewName, shown: ViewName) => {
  const { path, name: label } = views[name]
  return html`<a href="/mails/${mail.id}${path}"${name === shown && html` aria-current="page"`}>${label}</a>`
}

const addresses = (label: string, list: Address[]) =>
  list.length > 0 &&
  html`<dt>${label}</dt><dd>${list
    .map(({ name, address }) => (name ? `${name} <${address}>` : address))
    .join(', ')}</dd>`

const blindCopies = (mail: Mail) => {
  const named = new Set([...mail.to, ...mail.cc].map(({ address }) => address.toLowerCase()))
  const blind = mail.envelope.to.filter((address) => !named.has(address.toLowerCase()))
  return addresses(
    'Blind copy',
    blind.map((address) => ({ name: '', address })),
  )
}

const attachments = (mail: Mail) =>
  mail.attachments.length > 0 &&
  html`<ul class="attachments" aria-label="Attachments">${mail.attachments.map(
    (attachment, index) =>
      html`<li><a href="/mails/${mail.id}/attachments/${index}" download="${attachment.filename}">${attachment.filename}</a> <span class="quiet">${described(attachment)}</span></li>`,
  )}</ul>`

const described = ({ contentType, size }: MailAttachment) =>
  `${contentType}, ${size < 1000 ? `${size} bytes` : `${Math.round(size / 1000)} kB`}`

function framed(mail: Mail): Html {
  const address = `/mails/${mail.id}/body`
  return html`
<iframe src="${address}" title="The mail's HTML part" sandbox="${frameSandbox}" referrerpolicy="no-referrer"></iframe>
<p class="quiet">Links open in a new tab. <a href="${address}" target="_blank">Show the mail alone</a></p>`
}

function plain(mail: Mail): Html {
  const pieces = textPieces(mail.text ?? '')
  return html`<pre class="paper">${pieces.map(({ text, link }) => (link ? html`<a href="${text}">${text}</a>` : text))}</pre>`
}

function source(mail: Mail): Html {
  const headers = Object.entries(mail.headers)
  return html`
<h2>Headers</h2>
<dl class="headers">${headers.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<h2>Source</h2>
<p><a href="/mails/${mail.id}/message.eml" download>Download the message</a></p>
<pre class="paper" tabindex="0" aria-label="The message as it was sent">${Buffer.from(mail.raw, 'latin1').toString('utf8')}</pre>`
}
