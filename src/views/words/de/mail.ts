import type { MailWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const mail = (): MailWords => {
  const plural = pluralIn('de')
  return {
    greeting: 'Guten Tag,',
    greetingTo: ({ name }) => `Guten Tag ${name},`,
    viewAndPay: ({ amount }) => `${amount} ansehen und zahlen`,
    viewInvoice: 'Rechnung ansehen',
    confirmWithBank: 'Zahlung bestätigen',
    orOpen: 'Oder öffnen Sie diesen Link:',
    attached: {
      invoice: 'Die Rechnung liegt als PDF bei.',
      receipt: 'Der Zahlungsbeleg liegt als PDF bei.',
    },
    tooLarge: {
      invoice: 'Die Rechnung als PDF ist zu groß für eine E-Mail. Hier können Sie sie herunterladen:',
      receipt: 'Der Zahlungsbeleg als PDF ist zu groß für eine E-Mail. Hier können Sie ihn herunterladen:',
    },
    download: 'PDF herunterladen',
    linkLine: ({ label }) => `${label}:`,
    paidOn: 'Bezahlt am',
    paidWith: 'Bezahlt mit',
    triedWith: 'Versucht mit',
    tried: 'Versucht am',
    nextTry: 'Nächster Versuch',
    moreLines: ({ lines }) =>
      plural(lines, { one: `und ${lines.text} weiterer Posten`, other: `und ${lines.text} weitere Posten` }),
    questions: ({ seller }) => `Fragen? Antworten Sie auf diese E-Mail, oder wenden Sie sich an ${seller}:`,
    questionsReply: ({ seller }) => `Fragen? Antworten Sie auf diese E-Mail, ${seller} hilft Ihnen gern.`,
    linkIsYours: 'Dieser Link ist nur für Sie bestimmt. Wer ihn hat, kann diese Rechnung sehen.',
    noLinkText: ({ seller }) => `Bitte zahlen Sie wie mit ${seller} vereinbart.`,

    signIn: {
      subject: ({ code, seller }) => `${code} ist Ihr Code für ${seller}`,
      heading: ({ seller }) => `Ihr Code für ${seller}`,
      text: 'Tippen Sie diesen Code in dem Browser ein, in dem Sie ihn angefordert haben. Er gilt zehn Minuten.',
      code: 'Code',
      button: 'Mit diesem Code anmelden',
      link: 'anmelden',
      linkNote:
        'Der Link gilt nur in dem Browser, in dem Sie den Code angefordert haben. Niemand von uns wird Sie je nach dem Code fragen.',
      notYou:
        'Sie haben ihn nicht angefordert? Dann hat sich vielleicht jemand bei der Adresse vertippt. Sie müssen nichts tun.',
    },

    passkey: {
      subject: ({ seller }) => `Ein Passkey wurde zu Ihrem Zugang bei ${seller} hinzugefügt`,
      heading: 'Ein Passkey wurde hinzugefügt',
      text: ({ seller }) => `Damit kann man sich ohne Code anmelden und Ihre Rechnungen von ${seller} sehen.`,
      added: 'Hinzugefügt',
      button: 'Geräte und Passkeys ansehen',
      link: 'Geräte und Passkeys',
      linkNote: 'Dort melden Sie sich zuerst an.',
      notYou:
        'Das waren nicht Sie? Entfernen Sie den Passkey dort, melden Sie sich überall ab, und stellen Sie sicher, dass niemand sonst Ihre E-Mails liest.',
    },

    invoice: {
      subject: ({ number, seller, amount, due }) => `Rechnung ${number} von ${seller}: ${amount}, fällig am ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `Rechnung ${number} von ${seller}: ${amount}`,
      subjectPaid: ({ number, seller, amount }) => `Rechnung ${number} von ${seller}: ${amount}, bereits beglichen`,
      revision: ({ number, older }) => `${number} (ersetzt die Rechnung ${older})`,
      replaces: ({ number, older }) =>
        `Die Rechnung ${number} ersetzt die Rechnung ${older}, die Sie nicht mehr bezahlen müssen.`,
      heading: ({ seller }) => `Ihre Rechnung von ${seller}`,
      text: ({ amount, due }) => `Bitte zahlen Sie ${amount} bis zum ${due}.`,
      textWithoutDue: ({ amount }) => `Sie lautet über ${amount}.`,
      textPaid: ({ amount }) => `Sie lautet über ${amount} und ist bereits beglichen, Sie müssen also nichts zahlen.`,
      textRefunded: ({ amount }) =>
        `Sie lautet über ${amount}. Sie wurde bezahlt, und die Zahlung wurde erstattet. Sie müssen nichts zahlen.`,
      textReversed: ({ amount }) =>
        `Sie lautet über ${amount}. Ihre Bank hat die Zahlung dafür nach einer Beanstandung zurückgebucht.`,
    },
    promiseOver: (p) => `Sie hatten geschrieben, dass Sie bis zum ${p.day} zahlen.`,
    transferChosen: ({ date }) =>
      `Sie haben am ${date} gewählt, per Überweisung zu zahlen. Das Geld ist noch nicht eingegangen.`,
    reminder: {
      before: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Morgen fällig: ${amount} an ${seller}, Rechnung ${number}`,
            other: `In ${days.text} Tagen fällig: ${amount} an ${seller}, Rechnung ${number}`,
          }),
        heading: 'Zur freundlichen Erinnerung',
        text: ({ number, seller, amount, due }) =>
          `Die Rechnung ${number} von ${seller} ist am ${due} fällig. ${amount} sind noch zu zahlen.`,
        close: 'Wenn Sie schon gezahlt haben: vielen Dank. Dann ist diese E-Mail hinfällig.',
      },
      today: {
        subject: ({ number, seller, amount }) => `Heute fällig: ${amount} an ${seller}, Rechnung ${number}`,
        heading: 'Ihre Rechnung ist heute fällig',
        text: ({ number, seller, amount }) => `Für die Rechnung ${number} von ${seller} sind noch ${amount} zu zahlen.`,
        close: 'Wenn Sie schon gezahlt haben: vielen Dank. Dann ist diese E-Mail hinfällig.',
      },
      late: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Seit ${days.text} Tag überfällig: ${amount} an ${seller}, Rechnung ${number}`,
            other: `Seit ${days.text} Tagen überfällig: ${amount} an ${seller}, Rechnung ${number}`,
          }),
        heading: 'Ist Ihnen diese Rechnung entgangen?',
        text: ({ number, seller, amount, due }) =>
          `Die Rechnung ${number} von ${seller} war am ${due} fällig. Ihre Zahlung über ${amount} haben wir noch nicht erhalten.`,
        close:
          'Wenn Ihre Zahlung schon unterwegs ist: vielen Dank. Wenn mit der Rechnung etwas nicht stimmt, sagen Sie uns bitte Bescheid.',
      },
      later: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Nach ${days.text} Tag noch offen: ${amount} an ${seller}, Rechnung ${number}`,
            other: `Nach ${days.text} Tagen noch offen: ${amount} an ${seller}, Rechnung ${number}`,
          }),
        heading: 'Ihre Rechnung ist noch offen',
        text: ({ number, seller, amount, due }) =>
          `Die Rechnung ${number} von ${seller} war am ${due} fällig. Bitte zahlen Sie ${amount} noch diese Woche.`,
        close:
          'Wenn Sie gerade nicht zahlen können, schreiben Sie uns bitte heute noch, damit wir gemeinsam einen Weg finden.',
      },
      last: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Bitte zahlen Sie jetzt: ${amount} an ${seller}, seit ${days.text} Tag überfällig, Rechnung ${number}`,
            other: `Bitte zahlen Sie jetzt: ${amount} an ${seller}, seit ${days.text} Tagen überfällig, Rechnung ${number}`,
          }),
        heading: 'Bitte zahlen Sie diese Rechnung jetzt',
        text: ({ number, seller, amount, due }) =>
          `Die Rechnung ${number} von ${seller} ist seit dem ${due} fällig. Trotz unserer Erinnerungen sind ${amount} noch offen.`,
        close: 'Wenn Sie der Rechnung widersprechen oder sie nicht zahlen können, schreiben Sie uns bitte heute noch.',
      },
    },
    receipt: {
      subject: ({ number, seller, amount, date }) =>
        `Quittung: ${amount} am ${date} an ${seller} gezahlt, Rechnung ${number}`,
      subjectPart: ({ number, seller, amount, remaining }) =>
        `${amount} bei ${seller} eingegangen, noch ${remaining} zu zahlen, Rechnung ${number}`,
      heading: 'Vielen Dank für Ihre Zahlung',
      text: ({ number, seller, amount }) =>
        `${seller} hat Ihre Zahlung über ${amount} erhalten. Die Rechnung ${number} ist vollständig bezahlt.`,
      textPart: ({ number, seller, amount, remaining }) =>
        `${seller} hat Ihre Zahlung über ${amount} für die Rechnung ${number} erhalten. Es sind noch ${remaining} zu zahlen.`,
    },
    failed: {
      subject: ({ number, seller, amount }) =>
        `Ihre Zahlung über ${amount} an ${seller} ist fehlgeschlagen, Rechnung ${number}`,
      heading: 'Ihre Zahlung ist fehlgeschlagen',
      text: ({ number, seller, amount, date }) =>
        `Am ${date} haben wir versucht, ${amount} für die Rechnung ${number} von ${seller} einzuziehen.`,
      button: ({ amount }) => `${amount} jetzt zahlen`,
    },
    action: {
      subject: ({ number, seller, amount }) =>
        `Bitte bestätigen Sie Ihre Zahlung über ${amount} an ${seller}, Rechnung ${number}`,
      heading: 'Ihre Bank möchte sichergehen, dass Sie es sind',
      text: ({ number, seller, amount }) =>
        `Ihre Zahlung über ${amount} für die Rechnung ${number} von ${seller} wird ausgeführt, sobald Sie sie bestätigt haben. Es wurde noch nichts abgebucht.`,
      next: 'Es dauert etwa eine Minute. Halten Sie bitte Ihr Telefon oder Ihre Banking-App bereit.',
    },
    fresh: {
      subject: ({ number, seller, amount, due }) =>
        `Ihr neuer Link zur Rechnung ${number} von ${seller}: ${amount}, fällig am ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) =>
        `Ihr neuer Link zur Rechnung ${number} von ${seller}: ${amount}`,
      heading: 'Hier ist Ihr neuer Link',
      text: ({ number, seller }) => `Er öffnet die Rechnung ${number} von ${seller}.`,
      notYou: 'Wenn Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren.',
    },
  }
}
