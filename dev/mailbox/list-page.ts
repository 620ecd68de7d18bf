import { type Html, html } from '../html.ts'
import { shortTime } from './format-time.ts'
import { layout } from './layout.ts'
import type { Address, Mail } from './mail.ts'

/** The list of mails, newest first. `query` is the search text, empty for all mails. */
export function listPage(view: { mails: Mail[]; query: string; smtpUrl: string; now: Date }): Html {
  const { mails, query, smtpUrl, now } = view
  const unread = mails.filter((mail) => mail.unread).length
  const heading = query ? `Mail with “${query}”` : 'All mail'
  return layout({
    title: unread > 0 ? `(${unread}) Mailbox` : 'Mailbox',
    query,
    content: html`
<div class="heading">
<h1>${heading}</h1>
<p>${count(mails.length)}${unread > 0 && `, ${unread} unread`}</p>
${mails.length > 0 && !query && deletion}
</div>
${mails.length > 0 ? html`<ol class="mails" reversed>${mails.map((mail) => row(mail, now))}</ol>` : nothing(query, smtpUrl)}`,
  })
}

const row = (mail: Mail, now: Date) => html`
<li${mail.unread && html` class="unread"`}>
<a href="/mails/${mail.id}">
<span class="to"><span class="quiet">To</span> ${namesOf(mail.to, mail.envelope.to)}</span>
<span class="subject">${mail.unread && html`<span class="badge">New</span> `}${mail.subject || '(no subject)'}</span>
<span class="from"><span class="quiet">From</span> ${namesOf(mail.from, [mail.envelope.from])}</span>
<time datetime="${mail.receivedAt}">${shortTime(mail.receivedAt, now)}</time>
</a>
</li>`

const deletion = html`<form method="post" action="/mails/deletion"><button class="danger">Delete all</button></form>`

const nothing = (query: string, smtpUrl: string) =>
  query
    ? html`<p class="empty">No recipient or subject has “${query}”. <a href="/">Show all mail</a></p>`
    : html`<p class="empty">Every mail that Remit sends will be here. The mailbox listens at <code>${smtpUrl}</code>.</p>`

const count = (mails: number) => (mails === 1 ? '1 mail' : `${mails} mails`)

const namesOf = (addresses: Address[], otherwise: string[]) =>
  addresses.map(({ name, address }) => name || address).join(', ') || otherwise.join(', ') || 'nobody'
