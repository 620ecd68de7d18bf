import type { DetailsWords } from '../catalogue.ts'

export const details = (): DetailsWords => ({
  heading: 'Rechnungsdaten',
  intro: 'So werden Ihre nächsten Rechnungen ausgestellt. Bereits ausgestellte Rechnungen bleiben, wie sie sind.',
  name: { label: 'Firma oder vollständiger Name', hint: 'So, wie es auf Ihren Rechnungen stehen soll.' },
  phone: 'Telefonnummer',
  language: { label: 'Sprache', automatic: 'Sprache Ihres Browsers' },
  timeZone: {
    label: 'Zeitzone',
    hint: 'Erinnerungen kommen in dieser Zeitzone am Vormittag an.',
    automatic: ({ seller }) => `Zeitzone von ${seller}`,
  },
  optional: ({ label }) => `${label} (freiwillig)`,
  save: 'Angaben speichern',
  saved: 'Ihre Angaben sind gespeichert.',

  address: {
    legend: 'Anschrift',
    country: 'Land',
    chooseCountry: 'Land auswählen',
    changeCountry: 'Felder dieses Landes anzeigen',
    line1: 'Straße und Hausnummer',
    line2: 'Gebäude, Etage oder Abteilung',
    city: { city: 'Ort', town: 'Ort', suburb: 'Stadtteil oder Ort' },
    postalCode: {
      postal: 'Postleitzahl',
      postcode: 'Postleitzahl',
      zip: 'ZIP-Code',
      pin: 'PIN-Code',
      eircode: 'Eircode',
    },
    state: {
      state: 'Bundesstaat',
      province: 'Provinz',
      prefecture: 'Präfektur',
      county: 'Grafschaft oder Bezirk',
      emirate: 'Emirat',
      area: 'Gebiet',
      department: 'Departamento',
      region: 'Region',
    },
  },

  taxIds: {
    legend: 'Steuernummern',
    hint: 'Zum Beispiel Ihre USt-IdNr. Um eine Nummer zu entfernen, leeren Sie ihr Feld.',
    type: 'Art der Nummer',
    chooseType: 'Art auswählen',
    value: 'Nummer',
    others: 'Andere Länder',
  },

  contacts: {
    heading: 'Wer außerdem E-Mails bekommt',
    intro:
      'Jeder dieser Kontakte bekommt eine Kopie der ausgewählten E-Mails, mit einem eigenen Link zur jeweiligen Rechnung.',
    remove: 'Um einen Kontakt zu entfernen, leeren Sie Name und Adresse.',
    nth: ({ nth }) => `Kontakt ${nth}`,
    another: 'Kontakt hinzufügen',
    name: 'Name',
    email: 'E-Mail-Adresse',
    roles: {
      legend: 'Welche E-Mails',
      invoices: 'Rechnungen',
      receipts: 'Zahlungsbelege',
      reminders: 'Erinnerungen',
      everything: 'Alle',
    },
    save: 'Kontakte speichern',
    saved: 'Ihre Kontakte sind gespeichert.',
  },

  message: {
    question: ({ number, customer }) => `Frage zur Rechnung ${number} von ${customer}`,
    problem: ({ number, customer }) => `Mit der Rechnung ${number} stimmt etwas nicht, schreibt ${customer}`,
    about: ({ line }) => `Es geht um den Posten: ${line}`,
    reply: ({ customer }) => `Antworten Sie auf diese E-Mail, dann bekommt ${customer} Ihre Antwort.`,
    paused: 'Erinnerungen zu dieser Rechnung pausieren 14 Tage, oder bis Sie die Rechnung erneut senden.',
  },

  erasure: {
    requested: ({ customer }) => `${customer} bittet Sie, die eigenen Daten zu löschen`,
    how: ({ call }) =>
      `Sie führen es mit diesem Aufruf der API aus: ${call}. Ausgestellte Rechnungen, Quittungen und Zahlungen bleiben.`,
    open: 'Offene Rechnungen müssen vorher beglichen oder storniert sein.',
    law: 'In der Europäischen Union haben Sie einen Monat Zeit für die Antwort.',
  },

  problem: {
    title: 'Noch ist nichts gespeichert',
    what: 'Bitte korrigieren Sie diese Felder:',
    prefix: 'Fehler:',
  },
  overtaken: {
    title: 'Jemand anderes hat das inzwischen geändert',
    what: 'Die Seite zeigt jetzt, was gespeichert wurde. Von Ihnen ist noch nichts gespeichert: Prüfen Sie die markierten Felder und speichern Sie noch einmal.',
    yours: ({ text }) => `Sie hatten eingegeben: ${text}`,
    nothing: 'nichts',
  },
  faults: {
    missing: ({ label }) => `Füllen Sie „${label}“ aus.`,
    too_long: ({ label, most }) => `„${label}“ darf höchstens ${most} Zeichen haben.`,
    choice: ({ label }) => `Wählen Sie „${label}“ aus der Liste.`,
    postal_code: ({ label, example }) => `„${label}“ sollte so aussehen: ${example}.`,
    phone: ({ example }) => `Geben Sie eine Telefonnummer ein, zum Beispiel ${example}.`,
    tax_id_type: 'Wählen Sie aus, was für eine Nummer es ist.',
    tax_id_form: ({ example }) => `Eine solche Nummer sieht so aus: ${example}.`,
    tax_id_check_digits: 'Die Prüfziffern passen nicht. Bitte vergleichen Sie die Nummer mit Ihren Unterlagen.',
    tax_id_twice: 'Diese Nummer steht schon in der Liste.',
    email: ({ example }) => `Geben Sie eine E-Mail-Adresse ein, zum Beispiel ${example}.`,
    email_twice: 'Ein anderer Kontakt hat diese Adresse.',
    roles: 'Wählen Sie mindestens eine Art von E-Mails aus.',
  },
})
