import type { PayWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const pay = (): PayWords => {
  const plural = pluralIn('de')
  return {
    title: {
      toPay: ({ amount, number, seller }) => `${amount} an ${seller} zahlen – Rechnung ${number}`,
      processing: ({ amount, number, seller }) => `${amount} unterwegs an ${seller} – Rechnung ${number}`,
      paid: ({ amount, number, seller }) => `Bezahlt: ${amount} an ${seller} – Rechnung ${number}`,
      refunded: ({ amount, number, seller }) => `Erstattet: ${amount} von ${seller} – Rechnung ${number}`,
      reversed: ({ amount, number, seller }) => `Zahlung zurückgebucht: ${amount} an ${seller} – Rechnung ${number}`,
      void: ({ amount, number, seller }) => `Storniert: Rechnung ${number} von ${seller} – ${amount}`,
      problem: ({ title }) => `Es gibt ein Problem – ${title}`,
    },

    standing: {
      open: 'Offen',
      due_soon: 'Bald fällig',
      past_due: 'Überfällig',
      part_paid: 'Teilweise bezahlt',
      processing: 'Zahlung unterwegs',
      paid: 'Bezahlt',
      refunded: 'Erstattet',
      reversed: 'Zahlung zurückgebucht',
      void: 'Storniert',
      uncollectible: 'Unbezahlt',
    },

    due: {
      on: ({ date }) => `Fällig am ${date}`,
      today: ({ date }) => `Heute fällig, ${date}`,
      was: ({ date }) => `War fällig am ${date}`,
      daysLeft: ({ days }) => plural(days, { one: `noch ${days.text} Tag`, other: `noch ${days.text} Tage` }),
      daysLate: ({ days }) => plural(days, { one: `seit ${days.text} Tag`, other: `seit ${days.text} Tagen` }),
      onReceipt: 'Fällig bei Erhalt',
    },

    versions: {
      replaces: ({ number }) => `Diese Rechnung ersetzt die Rechnung ${number}`,
      payThis: 'Bitte bezahlen Sie nur diese.',
      changed: 'Geändert wurden:',
      parts: {
        details: 'Ihre Angaben',
        items: 'Positionen',
        amount: 'Betrag',
        due: 'Fälligkeit',
        purchaseOrder: 'Bestellnummer',
        notes: 'Hinweise',
      },
      older: ({ number }) => `Rechnung ${number} ansehen`,
      replacedTitle: ({ number }) => `Die Rechnung ${number} hat diese ersetzt`,
      replacedText: ({ date }) => `Sie wurde am ${date} ausgestellt. Diese hier müssen Sie nicht bezahlen.`,
      newer: ({ number }) => `Rechnung ${number} öffnen`,
    },
    pay: {
      invoice: ({ number }) => `Rechnung ${number}`,
      amountOnItsWay: 'Ihre Zahlung',
      amountPaid: 'Bezahlter Betrag',
      amountRefunded: 'Erstatteter Betrag',
      amountReversed: 'Zurückgebuchter Betrag',
      cancelledAmount: 'Nichts zu zahlen',
      paidOfDue: ({ paid, due }) => `${paid} von ${due} bezahlt`,
      howToPay: 'Wie möchten Sie zahlen?',
      anotherWay: 'Anders zahlen',
      checkoutBy: ({ provider }) => `Sichere Zahlung über ${provider}`,
      confirmMaybe: 'Ihre Bank bittet Sie vielleicht um eine Bestätigung.',
      expires: ({ date }) => `Gültig bis ${date}`,
      button: ({ amount }) => `${amount} zahlen`,
      underWay: 'Einen Moment …',
      keepQuestion: 'Für meine nächsten Rechnungen speichern',
      keepHint: ({ seller }) =>
        `${seller} speichert diese Zahlungsart und darf dann Rechnungen darüber abbuchen, deren automatischer Zahlung Sie zugestimmt haben. Sie können sie jederzeit löschen lassen.`,
      keepNotice: ({ seller }) =>
        `Mit der Zahlung erlauben Sie ${seller}, diese Zahlungsart zu speichern und spätere Rechnungen darüber abzubuchen, denen Sie zugestimmt haben. Sie können sie jederzeit löschen lassen.`,
      continueTitle: 'Sie haben schon mit der Zahlung begonnen',
      continueText: ({ amount, date }) =>
        `Sie haben am ${date} eine Zahlung über ${amount} begonnen. Es wurde noch nichts abgebucht.`,
      continueButton: 'Zahlung fortsetzen',
      confirmTitle: 'Ihre Bank möchte sichergehen, dass Sie es sind',
      confirmText: ({ amount }) =>
        `Ihre Zahlung über ${amount} wird ausgeführt, sobald Sie sie bei Ihrer Bank bestätigt haben.`,
      confirmButton: 'Bei der Bank bestätigen',
      togetherText: ({ others }) =>
        plural(others, {
          one: 'Die Zahlung ist für diese und eine weitere Rechnung.',
          other: `Die Zahlung ist für diese und ${others.text} weitere Rechnungen.`,
        }),
      transferTitle: 'Wir warten auf Ihre Überweisung',
      transferText: ({ amount, date }) =>
        `Sie haben am ${date} gewählt, ${amount} zu überweisen. Sobald das Geld da ist, steht hier, dass die Rechnung bezahlt ist. Das kann einige Werktage dauern.`,
      transferPartTitle: 'Ein Teil Ihrer Überweisung ist da',
      transferPartText:
        'Bitte überweisen Sie den Rest auf dasselbe Konto. Bei der Bankverbindung steht, wie viel noch fehlt.',
      transferButton: 'Bankverbindung anzeigen',
      tryAnother: 'Andere Karte oder anderes Konto verwenden',
      payDifferently: 'Stattdessen anders zahlen',
      tooSmallText: ({ seller }) =>
        `Der Betrag ist zu klein für eine Online-Zahlung. Bitte fragen Sie ${seller}, wie Sie zahlen können oder ob er auf die nächste Rechnung kommen kann.`,
      tooFineText: ({ seller }) =>
        `Karten und Banken können einen so feinen Betrag in dieser Währung nicht übertragen. Bitte bitten Sie ${seller}, ihn zu runden oder Ihnen einen anderen Zahlungsweg zu nennen.`,
      overLimitText: ({ method, most }) =>
        `Mit ${method} sind höchstens ${most} je Zahlung möglich. Bitte zahlen Sie auf anderem Weg.`,
      inPartsText: ({ part, rest }) =>
        `Der Betrag ist zu groß für eine einzelne Zahlung. Sie zahlen jetzt ${part} und die restlichen ${rest} gleich danach.`,
      part: {
        summary: 'Einen Teil davon zahlen',
        label: 'Wie viel möchten Sie jetzt zahlen?',
        range: ({ least, most }) => `Von ${least} bis ${most}. Der Rest bleibt noch zu zahlen.`,
        next: 'Weiter',
        chosen: ({ part, rest }) => `Sie zahlen jetzt ${part}. Danach bleiben noch ${rest} zu zahlen.`,
        whole: ({ amount }) => `Alles zahlen: ${amount}`,
        unreadable: ({ example }) =>
          `Es ist nicht eindeutig, welchen Betrag Sie meinen. Bitte schreiben Sie ihn so: ${example}`,
        nearest: ({ amount }) => `Diesen Betrag können Sie nicht zahlen. Der nächstmögliche ist ${amount}.`,
        nearestTwo: ({ lower, upper }) =>
          `Diesen Betrag können Sie nicht zahlen. Die nächstmöglichen sind ${lower} und ${upper}.`,
      },
      noMethodTitle: 'Diese Rechnung lässt sich nicht online zahlen',
      noMethodText: ({ seller }) =>
        `Keine der Online-Zahlungsarten passt zu diesem Betrag und dieser Währung. Bitte fragen Sie ${seller}, wie Sie zahlen können.`,
      notOnlineText: ({ seller }) =>
        `${seller} nimmt für diese Rechnung keine Online-Zahlungen mehr an. Bitte fragen Sie dort, wie Sie zahlen können.`,
      checkingTitle: 'Wir prüfen Ihre Zahlung',
      checkingText: 'Das dauert meist nur ein paar Sekunden. Bitte zahlen Sie nicht noch einmal.',
      processingTitle: 'Ihre Zahlung ist unterwegs',
      processingText: ({ amount, date, seller }) =>
        `Sie haben am ${date} ${amount} angewiesen. Banken brauchen dafür manchmal einige Werktage. Sie müssen nichts weiter tun: ${seller} schickt Ihnen eine Quittung per E-Mail.`,
      paidTitle: 'Vielen Dank, diese Rechnung ist bezahlt',
      paidOn: ({ date }) => `Bezahlt am ${date}`,
      paidWith: ({ date, method }) => `Bezahlt am ${date} mit ${method}`,
      nothingDueText: 'Auf dieser Rechnung war nichts mehr zu zahlen.',
      refundedTitle: 'Ihre Zahlung wurde erstattet',
      refundedText: ({ amount, seller }) => `${seller} hat ${amount} erstattet. Sie müssen nichts tun.`,
      reversedTitle: 'Ihre Zahlung wurde zurückgebucht',
      reversedText: ({ amount, seller }) =>
        `Ihre Bank hat ${amount} nach einer Beanstandung von ${seller} zurückgeholt. Bei Fragen wenden Sie sich bitte an ${seller}.`,
      voidTitle: 'Diese Rechnung wurde storniert',
      voidText: ({ date, seller }) => `${seller} hat sie am ${date} storniert. Sie müssen nichts zahlen.`,
      returnButton: ({ host }) => `Weiter zu ${host}`,
      print: 'Diese Seite drucken',
      downloadInvoice: 'Rechnung herunterladen',
      eInvoice: 'E-Rechnung (XML)',
      downloadReceipt: 'Beleg herunterladen',
      downloadReceiptOf: ({ number }) => `Beleg ${number} herunterladen`,
    },

    notice: {
      paid: { what: 'Ihre Zahlung war erfolgreich.', next: 'Sie erhalten eine Quittung per E-Mail.' },
      partPaid: { what: 'Ihre Zahlung war erfolgreich.', next: 'Was noch offen ist, sehen Sie unten.' },
      processing: {
        what: 'Ihre Zahlung ist unterwegs.',
        next: 'Ihre Bank bestätigt sie innerhalb einiger Werktage. Sie müssen nichts weiter tun.',
      },
      checking: {
        what: 'Wir warten auf die Rückmeldung zu Ihrer Zahlung.',
        next: 'Diese Seite aktualisiert sich von selbst. Bitte zahlen Sie nicht noch einmal.',
      },
      canceled: {
        what: 'Sie sind zurückgekehrt, ohne zu zahlen.',
        next: 'Es wurde nichts abgebucht. Sie können unten zahlen, wann es Ihnen passt.',
      },
      challenge: {
        what: 'Ihre Bank hat Sie noch nicht bestätigt.',
        next: 'Es wurde nichts abgebucht. Machen Sie unten weiter oder zahlen Sie anders.',
      },
    },

    lastFailure: ({ amount, date }) => `Eine Zahlung über ${amount} am ${date} ist fehlgeschlagen.`,
    lastUnfinished: ({ amount, date }) =>
      `Die Zahlung über ${amount}, die Sie am ${date} begonnen haben, wurde nicht rechtzeitig abgeschlossen.`,
    slowDown: {
      what: 'Mehrere Zahlungen nacheinander wurden abgelehnt.',
      why: 'Zum Schutz von Karten und Konten muss jeder weitere Versuch etwas länger warten. Es wurde nichts abgebucht.',
      next: ({ minutes }) =>
        plural(minutes, {
          one: `Bitte versuchen Sie es in ${minutes.text} Minute noch einmal.`,
          other: `Bitte versuchen Sie es in ${minutes.text} Minuten noch einmal.`,
        }),
    },

    refusal: {
      amount_changed: {
        what: 'Der Betrag hat sich geändert, seit Sie diese Seite geöffnet haben.',
        next: 'Bitte prüfen Sie unten den neuen Betrag. Es wurde nichts abgebucht.',
      },
      already_paid: {
        what: 'Diese Rechnung ist schon bezahlt.',
        next: 'Sie müssen nichts tun. Es wurde nichts weiter abgebucht.',
      },
      voided: { what: 'Diese Rechnung kann nicht mehr bezahlt werden.', next: 'Es wurde nichts abgebucht.' },
      in_progress: {
        what: 'Für diese Rechnung ist schon eine Zahlung unterwegs.',
        next: 'Bitte warten Sie, bis sie abgeschlossen ist, bevor Sie eine neue beginnen. Es wurde nichts weiter abgebucht.',
      },
      method_unavailable: {
        what: 'Diese Zahlungsart gibt es für diese Rechnung nicht.',
        next: 'Wählen Sie unten eine andere. Es wurde nichts abgebucht.',
      },
      amount_unfit: {
        what: 'Dieser Betrag ist zu klein oder zu groß für die gewählte Zahlungsart.',
        next: 'Wählen Sie unten eine andere. Es wurde nichts abgebucht.',
      },
      part_unfit: {
        what: 'Dieser Teil lässt sich nicht zahlen.',
        next: 'Prüfen Sie unten den Betrag. Es wurde nichts abgebucht.',
      },
      not_in_parts: {
        what: 'Diese Rechnung lässt sich nur in einem Betrag zahlen.',
        next: 'Unten können Sie alles zahlen. Es wurde nichts abgebucht.',
      },
      provider_unavailable: {
        what: 'Wir erreichen unseren Zahlungsdienstleister gerade nicht.',
        next: 'Es wurde nichts Neues begonnen. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
      },
      too_many: {
        what: 'Sie haben es sehr oft hintereinander versucht.',
        next: 'Bitte warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
      },
      not_online: {
        what: 'Diese Rechnung lässt sich nicht mehr online zahlen.',
        next: 'Es wurde nichts abgebucht. Bitte fragen Sie das Unternehmen, das sie geschickt hat, wie Sie zahlen können.',
      },
      not_understood: {
        what: 'Wir konnten nicht lesen, was Ihr Browser geschickt hat.',
        next: 'Es wurde nichts abgebucht. Bitte prüfen Sie die Seite und versuchen Sie es noch einmal.',
      },
    },

    share: {
      title: 'Diese Rechnung teilen',
      text: 'Wer diesen Link hat, kann die Rechnung sehen und bezahlen.',
    },

    help: {
      all: ({ seller }) => `Alle Ihre Rechnungen von ${seller} ansehen`,
      heading: 'Fragen zu dieser Rechnung?',
      text: ({ seller }) =>
        `Wenn etwas nicht stimmt oder unklar ist, melden Sie sich bitte bei ${seller}, bevor Sie zahlen.`,
      textSettled: ({ seller }) => `Wenn etwas nicht stimmt oder unklar ist, melden Sie sich bitte bei ${seller}.`,
      mail: 'E-Mail',
      phone: 'Telefon',
      website: 'Website',
      none: ({ seller }) => `Antworten Sie auf die E-Mail, mit der ${seller} Ihnen diese Rechnung geschickt hat.`,
      genuine: ({ seller }) =>
        `Unsicher, ob diese Seite echt ist? Rufen Sie ${seller} unter einer Nummer an, die Sie schon kennen.`,
    },
  }
}
