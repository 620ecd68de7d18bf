import type { Words } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('de')

export const de: Words = {
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

  pay: {
    invoice: ({ number }) => `Rechnung ${number}`,
    amountToPay: 'Zu zahlen',
    stillToPay: 'Noch zu zahlen',
    amountOnItsWay: 'Ihre Zahlung',
    amountPaid: 'Bezahlter Betrag',
    amountRefunded: 'Erstatteter Betrag',
    amountReversed: 'Zurückgebuchter Betrag',
    cancelledAmount: 'Nichts zu zahlen',
    paidOfDue: ({ paid, due }) => `${paid} von ${due} bezahlt`,
    howToPay: 'Wie möchten Sie zahlen?',
    anotherWay: 'Anders zahlen',
    atProvider: 'Sie werden zur sicheren Seite unseres Zahlungsdienstleisters weitergeleitet.',
    confirmMaybe: 'Ihre Bank bittet Sie vielleicht um eine Bestätigung.',
    expires: ({ date }) => `Gültig bis ${date}`,
    button: ({ amount }) => `${amount} zahlen`,
    underWay: 'Einen Moment …',
    keepQuestion: ({ seller }) => `Diese Zahlungsart für meine nächsten Rechnungen von ${seller} speichern`,
    keepHint: ({ seller }) =>
      `${seller} darf dann Rechnungen darüber abbuchen, deren automatischer Zahlung Sie zugestimmt haben. Sie können sie jederzeit löschen lassen.`,
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
    tryAnother: 'Andere Karte oder anderes Konto verwenden',
    payDifferently: 'Stattdessen anders zahlen',
    tooSmallText: ({ seller }) =>
      `Der Betrag ist zu klein für eine Online-Zahlung. Bitte fragen Sie ${seller}, wie Sie zahlen können oder ob er auf die nächste Rechnung kommen kann.`,
    tooFineText: ({ seller }) =>
      `Karten und Banken können einen so feinen Betrag in dieser Währung nicht übertragen. Bitte bitten Sie ${seller}, ihn zu runden oder Ihnen einen anderen Zahlungsweg zu nennen.`,
    inPartsText: ({ part, rest }) =>
      `Der Betrag ist zu groß für eine einzelne Zahlung. Sie zahlen jetzt ${part} und die restlichen ${rest} gleich danach.`,
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
    print: 'Drucken oder als PDF sichern',
  },

  transfer: {
    summary: 'Per Überweisung zahlen',
    onlyTitle: 'Bitte zahlen Sie per Überweisung',
    whyNotOnline: {
      too_small: 'Der Betrag ist zu klein, um online abgebucht zu werden.',
      too_fine: 'Karten können in dieser Währung keinen so feinen Betrag übertragen.',
      otherwise: 'Diese Rechnung lässt sich nicht online zahlen.',
    },
    text: ({ seller }) =>
      `Geben Sie den Verwendungszweck an, damit ${seller} erkennt, welche Rechnung Sie zahlen. Die Rechnung gilt hier als bezahlt, sobald ${seller} das Geld verbucht hat.`,
    mailText: ({ seller }) =>
      `Sie können per Überweisung zahlen. Geben Sie den Verwendungszweck an, damit ${seller} erkennt, welche Rechnung Sie zahlen.`,
    check: ({ seller }) =>
      `Nennt Ihnen eine andere E-Mail ein anderes Konto, rufen Sie ${seller} vor dem Zahlen unter einer Nummer an, die Sie schon kennen.`,
    amount: 'Betrag',
    reference: 'Verwendungszweck',
    holder: 'Kontoinhaber',
    accountNumber: 'Kontonummer',
    bankName: 'Name der Bank',
    bankCode: {
      routing_number: 'Routing-Nummer',
      sort_code: 'Sort Code',
      bank_code: 'Bankleitzahl',
    },
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
  nothingCharged: 'Es wurde nichts abgebucht.',
  lastUnfinished: ({ amount, date }) =>
    `Die Zahlung über ${amount}, die Sie am ${date} begonnen haben, wurde nicht rechtzeitig abgeschlossen.`,
  nextTry: ({ date }) => `Am ${date} wird es von selbst noch einmal versucht, falls Sie nicht vorher zahlen.`,

  decline: {
    declined: {
      what: 'Ihre Bank hat diese Zahlung abgelehnt.',
      next: 'Zahlen Sie auf anderem Weg, oder fragen Sie Ihre Bank und versuchen Sie es dann noch einmal.',
    },
    insufficient_funds: {
      what: 'Das Konto war für diese Zahlung nicht ausreichend gedeckt.',
      next: 'Zahlen Sie auf anderem Weg, oder versuchen Sie es noch einmal, sobald das Konto gedeckt ist.',
    },
    limit_exceeded: {
      what: 'Diese Zahlung überschreitet ein Limit der Karte oder des Kontos.',
      next: 'Zahlen Sie auf anderem Weg, oder bitten Sie Ihre Bank, das Limit zu erhöhen.',
    },
    expired: { what: 'Diese Karte ist abgelaufen.', next: 'Nehmen Sie eine andere oder Ihre neue Karte.' },
    incorrect_number: {
      what: 'Die Kartennummer stimmt nicht.',
      next: 'Vergleichen Sie die Nummer mit der Karte und versuchen Sie es noch einmal.',
    },
    incorrect_expiry: {
      what: 'Das Ablaufdatum stimmt nicht.',
      next: 'Vergleichen Sie Monat und Jahr mit der Karte und versuchen Sie es noch einmal.',
    },
    incorrect_code: {
      what: 'Der Sicherheitscode stimmt nicht.',
      next: 'Prüfen Sie die drei oder vier Ziffern auf der Karte und versuchen Sie es noch einmal.',
    },
    incorrect_address: {
      what: 'Die Adresse oder Postleitzahl passt nicht zur Karte.',
      next: 'Geben Sie die Adresse ein, die Ihre Bank kennt, und versuchen Sie es noch einmal.',
    },
    incorrect_pin: {
      what: 'Die PIN fehlte oder war falsch.',
      next: 'Versuchen Sie es noch einmal, oder zahlen Sie auf anderem Weg.',
    },
    confirmation_needed: {
      what: 'Ihre Bank möchte sichergehen, dass Sie es sind.',
      next: 'Zahlen Sie noch einmal, und bestätigen Sie die Zahlung in der App oder auf der Seite Ihrer Bank.',
    },
    confirmation_failed: {
      what: 'Ihre Bank konnte nicht bestätigen, dass Sie es sind.',
      next: 'Halten Sie Ihr Telefon bereit und versuchen Sie es noch einmal, oder zahlen Sie auf anderem Weg.',
    },
    not_supported: {
      what: 'Mit dieser Karte oder diesem Konto ist eine solche Zahlung nicht möglich.',
      next: 'Nehmen Sie eine andere Karte, oder zahlen Sie auf anderem Weg.',
    },
    currency_not_supported: {
      what: 'Mit dieser Karte oder diesem Konto können Sie nicht in dieser Währung zahlen.',
      next: 'Nehmen Sie eine andere Karte, oder zahlen Sie auf anderem Weg.',
    },
    amount_not_supported: {
      what: 'Dieser Betrag ist mit dieser Zahlungsart nicht möglich.',
      next: 'Zahlen Sie auf anderem Weg.',
    },
    try_again: {
      what: 'Die Zahlung konnte gerade nicht ausgeführt werden.',
      next: 'Versuchen Sie es in ein paar Minuten noch einmal, oder zahlen Sie auf anderem Weg.',
    },
    duplicate: {
      what: 'Eine Zahlung über denselben Betrag gab es eben schon.',
      next: 'Prüfen Sie Ihre letzten Umsätze, bevor Sie noch einmal zahlen.',
    },
    account_closed: {
      what: 'Dieses Bankkonto ist geschlossen.',
      next: 'Nehmen Sie ein anderes Konto, oder zahlen Sie auf anderem Weg.',
    },
    account_invalid: {
      what: 'Die Bank konnte dieses Konto nicht finden oder nicht belasten.',
      next: 'Prüfen Sie die Kontodaten, oder zahlen Sie auf anderem Weg.',
    },
    debit_not_authorized: {
      what: 'Laut der Bank ist diese Lastschrift nicht genehmigt.',
      next: 'Zahlen Sie noch einmal und stimmen Sie der Lastschrift zu, oder zahlen Sie auf anderem Weg.',
    },
    permission_withdrawn: {
      what: 'Die Erlaubnis, von dieser Karte oder diesem Konto abzubuchen, wurde zurückgezogen.',
      next: 'Zahlen Sie auf anderem Weg, oder bitten Sie Ihre Bank, es wieder zu erlauben.',
    },
    method_gone: {
      what: 'Die gespeicherte Zahlungsart lässt sich nicht mehr verwenden.',
      next: 'Wählen Sie eine andere Zahlungsart.',
    },
    took_too_long: {
      what: 'Die Zahlung wurde nicht rechtzeitig abgeschlossen.',
      next: 'Sie können neu beginnen.',
    },
    test_card: { what: 'Das ist eine Testkarte.', next: 'Nehmen Sie eine echte Karte.' },
    unknown: {
      what: 'Die Zahlung ist fehlgeschlagen.',
      next: 'Versuchen Sie es noch einmal, oder zahlen Sie auf anderem Weg. Klappt es weiterhin nicht, fragen Sie Ihre Bank.',
    },
  },

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
    provider_unavailable: {
      what: 'Wir erreichen unseren Zahlungsdienstleister gerade nicht.',
      next: 'Es wurde nichts Neues begonnen. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
    },
    too_many: {
      what: 'Sie haben es sehr oft hintereinander versucht.',
      next: 'Bitte warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
    },
    link_invalid: { what: 'Dieser Link funktioniert nicht mehr.', next: 'Fordern Sie einen neuen an.' },
    not_online: {
      what: 'Diese Rechnung lässt sich nicht mehr online zahlen.',
      next: 'Es wurde nichts abgebucht. Bitte fragen Sie das Unternehmen, das sie geschickt hat, wie Sie zahlen können.',
    },
    not_understood: {
      what: 'Wir konnten nicht lesen, was Ihr Browser geschickt hat.',
      next: 'Es wurde nichts abgebucht. Bitte prüfen Sie die Seite und versuchen Sie es noch einmal.',
    },
  },

  methodType: {
    card: 'Karte',
    sepa_debit: 'SEPA-Lastschrift',
    us_bank_account: 'US-Bankkonto',
    bacs_debit: 'Bacs-Lastschrift',
    au_becs_debit: 'BECS-Lastschrift',
    acss_debit: 'Lastschrift (Kanada)',
    bancontact: 'Bancontact',
    eps: 'EPS',
    ideal: 'iDEAL',
    p24: 'Przelewy24',
    link: 'Link',
    other: 'Andere',
  },
  endingIn: ({ method, last4 }) => `${method} (Endziffern ${last4})`,
  paidElsewhere: 'Außerhalb dieser Seite bezahlt',

  document: {
    heading: 'Rechnung',
    from: 'Von',
    to: 'Rechnung an',
    shipTo: 'Lieferung an',
    number: 'Rechnungsnummer',
    issued: 'Rechnungsdatum',
    due: 'Fällig am',
    description: 'Leistung',
    quantity: 'Menge',
    unitPrice: 'Einzelpreis',
    tax: 'Steuer',
    amount: 'Betrag',
    period: ({ from, to }) => `${from} – ${to}`,
    noDescription: 'Ohne Bezeichnung',
    discount: 'Rabatt',
    discountOf: ({ name, percent }) => `${name} (${percent} Rabatt)`,
    percentOff: ({ percent }) => `${percent} Rabatt`,
    subtotal: 'Zwischensumme',
    taxOn: ({ name, percent, taxable }) => `${name} ${percent} auf ${taxable}`,
    taxIncluded: ({ name, percent, taxable }) => `${name} ${percent} auf ${taxable} (enthalten)`,
    total: 'Gesamtbetrag',
    creditApplied: 'Aus Ihrem Guthaben bezahlt',
    balanceCarried: 'Übertrag von früher',
    lineDiscounts: 'Rabatte auf einzelne Posten',
    taxNotCharged: 'Nicht berechnete Steuer',
    paid: 'Bezahlt',
    remaining: 'Noch zu zahlen',
    reverseCharge:
      'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge, Art. 196 der Richtlinie 2006/112/EG).',
    exempt: 'Es wird keine Steuer berechnet: Der Leistungsempfänger ist von der Steuer befreit.',
    reverseChargeShort: 'Reverse Charge',
    exemptShort: 'Befreit',
    memo: 'Hinweis',
    payments: 'Zahlungen',
    refunded: ({ amount }) => `${amount} erstattet`,
    disputed: ({ amount }) => `${amount} bei der Bank beanstandet`,
    reversed: ({ amount }) => `${amount} von der Bank zurückgebucht`,
    keptAsCredit: ({ amount, seller }) =>
      `Es sind ${amount} mehr eingegangen als fällig. ${seller} hält sie als Guthaben für Sie bereit.`,
    onItsWay: 'Unterwegs',
  },

  taxId: {
    vat: 'USt-IdNr.',
    gst: 'GST-Nummer',
    tax: 'Steuernummer',
    business: 'Unternehmensnummer',
  },

  help: {
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

  link: {
    title: 'Dieser Link funktioniert nicht mehr',
    what: 'Links zu Rechnungen enden nach einiger Zeit, damit Ihre Rechnung vertraulich bleibt. Vielleicht wurde er auch nicht vollständig kopiert.',
    next: 'Wir können einen neuen Link schicken. Er geht nur an die E-Mail-Adresse, die für diese Rechnung hinterlegt ist.',
    button: 'Neuen Link schicken',
    otherwise: 'Wenn nichts ankommt, fragen Sie bitte das Unternehmen, das Ihnen die Rechnung geschickt hat.',
  },
  freshLink: {
    title: 'Bitte sehen Sie in Ihr Postfach',
    what: 'Wenn dieser Link einmal zu einer Rechnung geführt hat, ist ein neuer an die hinterlegte E-Mail-Adresse unterwegs.',
    next: 'Das kann ein paar Minuten dauern. Bitte sehen Sie auch im Spam-Ordner nach. Wenn nach einer halben Stunde nichts angekommen ist, fordern Sie ihn hier noch einmal an oder fragen Sie das Unternehmen, das Ihnen die Rechnung geschickt hat.',
  },

  error: {
    400: {
      title: 'Das konnten wir nicht lesen',
      what: 'Ihr Browser hat etwas geschickt, das diese Seite nicht versteht.',
      next: 'Öffnen Sie den Link aus Ihrer E-Mail noch einmal und versuchen Sie es erneut. Es wurde nichts abgebucht.',
    },
    403: {
      title: 'Das konnten wir nicht annehmen',
      what: 'Die Anfrage kam nicht von dieser Seite.',
      next: 'Öffnen Sie den Link aus Ihrer E-Mail noch einmal und versuchen Sie es erneut. Es wurde nichts abgebucht.',
    },
    404: {
      title: 'Hier ist nichts',
      what: 'Diese Adresse führt zu keiner Seite.',
      next: 'Prüfen Sie, ob der Link aus Ihrer E-Mail vollständig kopiert wurde.',
    },
    405: {
      title: 'Das geht hier nicht',
      what: 'Diese Adresse lässt sich so nicht verwenden.',
      next: 'Öffnen Sie den Link aus Ihrer E-Mail noch einmal.',
    },
    413: {
      title: 'Das war zu viel auf einmal',
      what: 'Ihr Browser hat mehr geschickt, als diese Seite annimmt.',
      next: 'Öffnen Sie den Link aus Ihrer E-Mail noch einmal und versuchen Sie es erneut.',
    },
    429: {
      title: 'Bitte warten Sie einen Moment',
      what: 'Es gab in kurzer Zeit sehr viele Anfragen.',
      next: 'Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
    },
    500: {
      title: 'Bei uns ist etwas schiefgegangen',
      what: 'Es liegt nicht an Ihnen, und wir wissen Bescheid.',
      next: 'Bitte versuchen Sie es in ein paar Minuten noch einmal. Wenn Sie gerade gezahlt haben, öffnen Sie zuerst den Link aus Ihrer E-Mail: Dort sehen Sie, ob die Zahlung angekommen ist.',
    },
    503: {
      title: 'Wir sind gleich wieder da',
      what: 'Wir kommen gerade nicht an unsere Daten. Sie sind sicher.',
      next: 'Bitte versuchen Sie es in einer Minute noch einmal. Wenn Sie gerade gezahlt haben, zahlen Sie nicht erneut, bevor die Seite zeigt, ob die Zahlung angekommen ist.',
    },
  },
  tryAgain: 'Noch einmal versuchen',

  home: {
    title: 'Remit',
    what: 'Rechnungen, die man gern bezahlt.',
    next: 'Wenn Sie eine Rechnung bezahlen möchten, öffnen Sie den Link in der E-Mail, die Sie erhalten haben.',
  },

  mail: {
    greeting: 'Guten Tag,',
    greetingTo: ({ name }) => `Guten Tag ${name},`,
    viewAndPay: ({ amount }) => `${amount} ansehen und zahlen`,
    viewInvoice: 'Rechnung ansehen',
    confirmWithBank: 'Zahlung bestätigen',
    orOpen: 'Oder öffnen Sie diesen Link:',
    linkLine: ({ label }) => `${label}:`,
    amountDue: 'Zu zahlen',
    invoiceNumber: 'Rechnung',
    issued: 'Rechnungsdatum',
    due: 'Fällig am',
    total: 'Gesamtbetrag',
    paid: 'Bezahlt',
    stillToPay: 'Noch zu zahlen',
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

    invoice: {
      subject: ({ number, seller, amount, due }) => `Rechnung ${number} von ${seller}: ${amount}, fällig am ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `Rechnung ${number} von ${seller}: ${amount}`,
      subjectPaid: ({ number, seller, amount }) => `Rechnung ${number} von ${seller}: ${amount}, bereits beglichen`,
      heading: ({ seller }) => `Ihre Rechnung von ${seller}`,
      text: ({ seller, amount, due }) =>
        `${seller} hat Ihnen eine Rechnung über ${amount} geschickt. Bitte zahlen Sie bis zum ${due}.`,
      textWithoutDue: ({ seller, amount }) => `${seller} hat Ihnen eine Rechnung über ${amount} geschickt.`,
      textPaid: ({ seller, amount }) =>
        `${seller} hat Ihnen eine Rechnung über ${amount} geschickt. Sie ist bereits beglichen, Sie müssen also nichts zahlen.`,
      textRefunded: ({ amount, seller }) =>
        `${seller} hat Ihnen eine Rechnung über ${amount} geschickt. Sie wurde bezahlt, und die Zahlung wurde erstattet. Sie müssen nichts zahlen.`,
      textReversed: ({ amount, seller }) =>
        `${seller} hat Ihnen eine Rechnung über ${amount} geschickt. Ihre Bank hat die Zahlung dafür nach einer Beanstandung zurückgebucht.`,
    },
    reminder: {
      before: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Morgen fällig: ${amount} an ${seller}, Rechnung ${number}`,
            other: `In ${days.text} Tagen fällig: ${amount} an ${seller}, Rechnung ${number}`,
          }),
        heading: ({ due }) => `Zur freundlichen Erinnerung: fällig am ${due}`,
        text: ({ number, seller, amount, due }) =>
          `Die Rechnung ${number} von ${seller} ist am ${due} fällig. ${amount} sind noch zu zahlen.`,
        close: 'Wenn Sie schon gezahlt haben: vielen Dank. Dann ist diese E-Mail hinfällig.',
      },
      today: {
        subject: ({ number, seller, amount }) => `Heute fällig: ${amount} an ${seller}, Rechnung ${number}`,
        heading: 'Ihre Rechnung ist heute fällig',
        text: ({ number, seller, amount }) =>
          `Die Rechnung ${number} von ${seller} ist heute fällig. ${amount} sind noch zu zahlen.`,
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
          `Die Rechnung ${number} von ${seller} war am ${due} fällig, und ${amount} sind noch offen. Bitte zahlen Sie diese Woche.`,
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
          `Die Rechnung ${number} von ${seller} ist seit dem ${due} fällig. Trotz unserer Erinnerungen sind ${amount} noch offen. Bitte zahlen Sie jetzt.`,
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
        `Ihre Bank bittet Sie, die Zahlung über ${amount} für die Rechnung ${number} von ${seller} zu bestätigen. Es wurde noch nichts abgebucht.`,
      next: 'Es dauert etwa eine Minute. Halten Sie bitte Ihr Telefon oder Ihre Banking-App bereit.',
    },
    fresh: {
      subject: ({ number, seller, amount, due }) =>
        `Ihr neuer Link zur Rechnung ${number} von ${seller}: ${amount}, fällig am ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) =>
        `Ihr neuer Link zur Rechnung ${number} von ${seller}: ${amount}`,
      heading: 'Hier ist Ihr neuer Link',
      text: ({ number, seller }) =>
        `Sie haben einen neuen Link zur Rechnung ${number} von ${seller} angefordert. Hier ist er.`,
      notYou: 'Wenn Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren.',
    },
  },
}
