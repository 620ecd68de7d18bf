import { join } from 'node:path'
import { Document, Font, Page, Path, Rect, renderToBuffer, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import encodeQR from 'qr'
import { type ComponentProps, createElement as h, type ReactElement, type ReactNode } from 'react'
import { inGroups } from '../../src/core/documents/verification-code.ts'
import type { Party } from '../../src/views/document/billing-document.ts'
import type { Code } from '../../src/views/print/printed.ts'
import { type Drawn, verification } from './invoices.ts'

const fonts = join(import.meta.dirname, '../../dist/public/fonts')

for (const family of ['latin', 'arabic'])
  Font.register({
    family,
    fonts: [
      { src: join(fonts, `${family}-regular.font`), fontWeight: 'normal' },
      { src: join(fonts, `${family}-strong.font`), fontWeight: 'semibold' },
    ],
  })
// Looking for syllables takes time, and the other side does not hyphenate either.
Font.registerHyphenationCallback((word) => [word])

const styles = StyleSheet.create({
  page: { paddingTop: 44, paddingBottom: 56, paddingHorizontal: 51, fontSize: 9, lineHeight: 1.4, color: '#1c1c1c' },
  row: { flexDirection: 'row' },
  mirrored: { flexDirection: 'row-reverse' },
  leftToRight: { fontFamily: ['latin', 'arabic'], direction: 'ltr', textAlign: 'left' },
  rightToLeft: { fontFamily: ['arabic', 'latin'], direction: 'rtl', textAlign: 'right' },
  column: { flex: 1, paddingHorizontal: 7 },
  wide: { width: '55%' },
  figure: { flex: 1, paddingHorizontal: 5 },
  end: { textAlign: 'right' },
  start: { textAlign: 'left' },
  strong: { fontWeight: 'semibold' },
  soft: { color: '#5d5d5d', fontSize: 8 },
  title: { fontSize: 22, lineHeight: 1.4 },
  amount: { fontSize: 24, fontWeight: 'semibold', lineHeight: 1.4 },
  ruled: { borderBottomWidth: 0.5, borderBottomColor: '#d9d9d9', paddingVertical: 5 },
  part: { marginTop: 14 },
  code: { width: 72, height: 72 },
  smallCode: { width: 28, height: 28 },
  totals: { width: '50%' },
  atEnd: { marginLeft: '50%' },
  footer: { position: 'absolute', top: 800, left: 51, right: 51 },
})

type Style = (typeof styles)[keyof typeof styles]

const text = (content: ReactNode, ...style: Style[]) => h(Text, { style }, content)
const view = (style: Style[], ...children: ReactNode[]) => h(View, { style }, ...children)

/** The same invoice as its users would write it with react-pdf: the same texts, typefaces and codes, neither tagged nor PDF/A. */
export const drawWithReactPdf = (drawn: Drawn): Promise<Buffer> => renderToBuffer(documentOf(drawn))

function documentOf({ printed, i18n, createdAt }: Drawn): ReactElement<ComponentProps<typeof Document>> {
  const { document, number, headline, table, payOnline, payByTransfer } = printed
  const { direction, tag: language } = i18n.locale
  const isMirrored = direction === 'rtl'
  const row = isMirrored ? styles.mirrored : styles.row
  const end = isMirrored ? styles.start : styles.end

  const party = ({ label, name, lines, taxIds }: Party) =>
    view(
      [styles.column],
      text(label, styles.soft),
      name && text(name, styles.strong),
      ...lines.map((line) => text(line)),
      ...taxIds.map(({ name, value }) => text(`${name} ${value}`, styles.soft)),
    )
  const way = (title: string, code: Code | null, details: ReactNode) =>
    view(
      [styles.column],
      text(title, styles.strong),
      code && text(code.text, styles.soft),
      view([row], code && qrCode(code.content), view([styles.column], details)),
    )

  const head = h(
    View,
    { style: [row, styles.ruled], fixed: true },
    ...table.heads.map((head, i) =>
      text(head, styles.soft, i === 0 ? styles.wide : styles.figure, ...(i > 0 ? [end] : [])),
    ),
  )
  const rows = table.rows.map(({ text: content, small, figures }) =>
    h(
      View,
      { style: [row, styles.ruled], wrap: false },
      view([styles.wide], text(content), ...small.map((line) => text(line, styles.soft))),
      ...figures.map((figure) => text(figure, styles.figure, end)),
    ),
  )
  const totals = document.totals.map(({ kind, label, amountMinor }) =>
    h(
      View,
      { style: [row, styles.ruled], wrap: false },
      text(label, styles.figure, ...(kind === 'total' ? [styles.strong] : [])),
      text(i18n.money(amountMinor), styles.figure, end, ...(kind === 'total' ? [styles.strong] : [])),
    ),
  )
  const fields = [...document.fields, ...document.customFields].map(({ name, value }) =>
    view([styles.column], text(name, styles.soft), text(value, styles.strong)),
  )
  const means = document.paymentMeans.map(({ name, value }) =>
    view([row], text(name, styles.soft, styles.figure), text(value, styles.figure)),
  )
  // How many there are is not known at the first call.
  const pageOf = ({ pageNumber, totalPages = pageNumber }: { pageNumber: number; totalPages?: number }) =>
    i18n.words.print.pageOf({ page: i18n.quantity(String(pageNumber)), pages: i18n.quantity(String(totalPages)) })

  return h(
    Document,
    {
      title: `${document.title} ${number}`,
      author: document.seller.name ?? '',
      language,
      creationDate: new Date(createdAt),
    },
    h(
      Page,
      { size: 'A4', style: [styles.page, isMirrored ? styles.rightToLeft : styles.leftToRight] },
      view([row], text(document.seller.name, styles.column, styles.strong), text(document.title, styles.title)),
      view([row, styles.part], ...fields),
      view([row, styles.part], party(document.seller), party(document.buyer)),
      view(
        [styles.part],
        text(headline.label, styles.soft),
        text(headline.amount, styles.amount),
        text(headline.detail, styles.soft),
      ),
      head,
      ...rows,
      view([styles.totals, ...(isMirrored ? [] : [styles.atEnd])], ...totals),
      ...document.notes.map((note) => text(note.text, styles.soft)),
      document.memo && view([styles.part], text(document.memo.name, styles.strong), text(document.memo.value)),
      view(
        [row, styles.part],
        payByTransfer?.kind === 'details' && way(payByTransfer.title, payByTransfer.code, view([], ...means)),
        payOnline && way(payOnline.title, payOnline.code, text(payOnline.url, styles.soft)),
      ),
      document.footer && text(document.footer, styles.part, styles.soft),
      h(
        View,
        { style: [row, styles.footer, styles.soft], fixed: true },
        text([document.seller.name, number].filter(Boolean).join(' · '), styles.column),
        view(
          [styles.column],
          h(Text, { style: end, render: pageOf }),
          text(i18n.words.print.verify({ code: inGroups(verification.code), page: verification.page }), end),
        ),
        qrCode(verification.url, 'low', styles.smallCode),
      ),
    ),
  )
}

function qrCode(content: string, ecc: 'low' | 'medium' = 'medium', style: Style = styles.code): ReactElement {
  const data = encodeQR(content, 'raw', { ecc, border: 1 })
  const path = data.flatMap((cells, y) => cells.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return h(
    Svg,
    { style, viewBox: `0 0 ${data.length} ${data.length}` },
    h(Rect, { x: 0, y: 0, width: data.length, height: data.length, fill: '#ffffff' }),
    h(Path, { d: path, fill: '#000000' }),
  )
}
