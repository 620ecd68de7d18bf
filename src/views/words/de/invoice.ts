import type { InvoiceWords } from '../catalogue.ts'

export const invoice = (): InvoiceWords => ({
  document: {
    heading: 'Rechnung',
    from: 'Von',
    to: 'Rechnung an',
    shipTo: 'Lieferung an',
    number: 'Rechnungsnummer',
    issued: 'Rechnungsdatum',
    due: 'Fällig am',
    purchaseOrder: 'Bestellnummer',
    buyerReference: 'Ihre Referenz',
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
    taxByLine:
      'Die Steuer ist je Posten gerundet und kann deshalb um wenige Hundertstel vom Satz auf die Summe abweichen.',
    lineDiscounts: 'Rabatte auf einzelne Posten',
    taxNotCharged: 'Nicht berechnete Steuer',
    paid: 'Bezahlt',
    toPay: 'Zu zahlen',
    remaining: 'Noch zu zahlen',
    paidInFull: 'Vollständig bezahlt',
    nothingDue: 'Nichts zu zahlen',
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
    customer_balance: 'Überweisung',
    link: 'Link',
    other: 'Andere',
  },

  endingIn: ({ method, last4 }) => `${method} (Endziffern ${last4})`,
  paidElsewhere: 'Außerhalb dieser Seite bezahlt',
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

  nothingCharged: 'Es wurde nichts abgebucht.',
  nextTry: ({ date }) => `Am ${date} wird es von selbst noch einmal versucht, falls Sie nicht vorher zahlen.`,

  payOnline: {
    title: 'Online bezahlen',
    text: 'Code mit dem Handy scannen oder diese Adresse öffnen:',
    alt: 'Code mit der Adresse, unter der die Rechnung bezahlt wird',
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
})
