import type { VerifyWords } from '../catalogue.ts'

export const verify = (): VerifyWords => ({
  form: {
    title: 'Ist Ihr Dokument echt?',
    what: 'Jede Rechnung und jeder Zahlungsbeleg von hier trägt unten auf jeder Seite einen Code.',
    next: 'Geben Sie ihn ein: Dann sehen Sie Empfänger, Betrag und Konto, wie sie ausgestellt wurden.',
    code: 'Code auf dem Dokument',
    button: 'Prüfen',
  },
  refused: {
    title: 'Zu diesem Code gibt es kein Dokument',
    what: 'Bitte vergleichen Sie den Code Zeichen für Zeichen mit Ihrem Dokument.',
    next: 'Stimmt er überein, wurde das Dokument nicht hier ausgestellt. Zahlen Sie nicht, und fragen Sie den Empfänger unter einer Nummer, die Sie schon kennen.',
  },
  genuine: { invoice: 'Diese Rechnung ist echt', receipt: 'Dieser Zahlungsbeleg ist echt' },
  revised: 'Diese Rechnung ist echt, wurde aber ersetzt',
  outdated: {
    invoice: 'Diese Rechnung ist echt, wurde aber storniert',
    receipt: 'Dieser Zahlungsbeleg ist echt, aber nicht der neueste',
  },
  compare: 'Vergleichen Sie Ihr Exemplar mit dem, was ausgestellt wurde. Wo es abweicht, wurde Ihr Exemplar verändert.',
  payee: 'Zahlungsempfänger',
  receiptNumber: 'Belegnummer',
  forInvoice: 'Zur Rechnung',
  amountPaid: 'Bezahlter Betrag',
  paidOn: 'Bezahlt am',
  account: {
    heading: 'Bankkonto auf dem Dokument',
    check: 'Nennt Ihr Exemplar ein anderes Konto, zahlen Sie nicht dorthin.',
    none: 'Das Dokument nennt kein Bankkonto. Nennt Ihr Exemplar eines, zahlen Sie nicht dorthin.',
  },
  changes: {
    heading: 'Seit der Ausstellung',
    nothing: 'Nichts hat sich geändert: Es ist die neueste Fassung.',
    replaced: ({ date }) =>
      `Am ${date} wurde eine neuere Fassung ausgestellt, weil ein Betrag zurückgezahlt wurde. Verwenden Sie diese.`,
    voided: ({ date }) => `Die Rechnung wurde am ${date} storniert. Bitte nicht bezahlen.`,
    revised: ({ date, number }) => `Die Rechnung ${number} hat sie am ${date} ersetzt. Bitte diese nicht bezahlen.`,
    paid: ({ date }) => `Die Rechnung wurde am ${date} vollständig bezahlt. Es ist nichts mehr zu zahlen.`,
    partPaid: 'Ein Teil der Rechnung wurde bezahlt.',
    paidBack: 'Das Bezahlte wurde zurückgezahlt.',
    bankAccount: 'Der Empfänger hat sein Bankkonto gewechselt. Überweisungen gehen jetzt an dieses:',
    noAccount: 'Der Empfänger nimmt auf diesem Konto keine Überweisungen mehr an. Fragen Sie nach, bevor Sie zahlen.',
  },
  file: {
    heading: 'Ist Ihre Datei unverändert?',
    text: 'Wählen Sie das PDF aus oder ziehen Sie es auf diese Seite. Ihr Browser vergleicht es: Es wird nirgendwohin gesendet.',
    choose: 'PDF auswählen',
    same: 'Das ist genau die Datei, die ausgestellt wurde.',
    older: 'Diese Datei wurde ausgestellt, aber inzwischen durch eine neuere Fassung ersetzt.',
    other:
      'Das ist nicht die Datei, die ausgestellt wurde. Sie könnte verändert worden sein: Zahlen Sie nicht auf ein Konto, das darin steht.',
    resaved:
      'Auch eine Datei, die neu gedruckt oder gespeichert wurde, weicht ab. Vergleichen Sie dann ihren Inhalt mit dieser Seite.',
    unreadable: 'Ihr Browser konnte diese Datei nicht lesen. Bitte versuchen Sie es noch einmal.',
    fingerprint: 'Fingerabdruck der Datei (SHA-256)',
    command: ({ command }) => `Um selbst zu vergleichen, führen Sie ${command} mit Ihrer Datei aus.`,
  },
})
