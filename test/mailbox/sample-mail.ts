import { message } from './smtp-client.ts'

export const payLink = 'http://127.0.0.1:8787/i/abc?from=mail&lang=fr'

/** A mail of Lindqvist & Söhne to Inès: text, HTML with an inline image, and a PDF. */
export const invoiceMail = message(
  {
    From: '=?UTF-8?Q?Lindqvist_&_S=C3=B6hne?= <billing@lindqvist.example>',
    To: '=?UTF-8?Q?In=C3=A8s?= <ines@example.com>',
    Cc: 'books@example.com',
    'Reply-To': 'help@lindqvist.example',
    Subject: '=?UTF-8?B?RmFjdHVyZSDigJwwMDQy4oCdIOKAkyAxIDE5MCw1MCDigqwg6KuL5rGC5pu4?=',
    Date: 'Sun, 01 Nov 2026 09:00:00 +0100',
    'Message-ID': '<outbox-42@lindqvist.example>',
    'List-Unsubscribe': '<http://127.0.0.1:8787/off>',
    'MIME-Version': '1.0',
    'Content-Type': 'multipart/mixed; boundary=outer',
  },
  `--outer
Content-Type: multipart/related; boundary=inner

--inner
Content-Type: multipart/alternative; boundary=parts

--parts
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Bonjour Inès,
payez ici : ${payLink}.
.Une ligne qui commence par un point.
--parts
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<!doctype html><html><head><title>Facture</title></head><body style=3D"font-family:sans-serif">
<img src=3D"cid:logo@lindqvist" alt=3D"Lindqvist" width=3D"40" height=3D"40">
<p>Bonjour In=C3=A8s</p>
<a href=3D"${payLink.replace('&', '&amp;').replaceAll('=', '=3D')}">Payer 1 190,50 =E2=82=AC</a>
<script>document.title =3D 'owned'</script></body></html>
--parts--
--inner
Content-Type: image/png
Content-ID: <logo@lindqvist>
Content-Disposition: inline; filename=logo.png
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p2pQ2AAAAABJRU5ErkJggg==
--inner--
--outer
Content-Type: application/pdf
Content-Disposition: attachment; filename*=UTF-8''Facture%20%E2%82%AC.pdf
Content-Transfer-Encoding: base64

${Buffer.from('%PDF-1.7 not much of one').toString('base64')}
--outer--`,
).replaceAll('\r\n.Une', '\r\n..Une')

export const reminderMail = message(
  {
    From: 'billing@lindqvist.example',
    To: 'otto@example.com',
    Subject: 'Reminder: invoice 0007',
    'Content-Type': 'text/plain; charset=utf-8',
  },
  'Dear Otto, (http://127.0.0.1:8787/i/def) is still open.',
)
