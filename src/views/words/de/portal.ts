import type { PortalWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const portal = (): PortalWords => {
  const plural = pluralIn('de')
  return {
    title: ({ page, seller }) => `${page} – ${seller}`,
    skip: 'Zum Inhalt springen',
    navigation: 'Ihr Konto',
    signOut: 'Abmelden',
    back: ({ seller }) => `Zurück zu ${seller}`,
    privacy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
    places: {
      overview: 'Übersicht',
      invoices: 'Rechnungen',
      statement: 'Kontoauszug',
      methods: 'Zahlungsarten',
      details: 'Angaben',
      questions: 'Fragen',
      sessions: 'Geräte',
      data: 'Ihre Daten',
    },

    login: {
      heading: 'Anmelden und Rechnungen ansehen',
      text: ({ seller }) =>
        `Geben Sie die E-Mail-Adresse ein, an die ${seller} Ihre Rechnungen schickt. Sie erhalten einen Code. Ein Passwort brauchen Sie nicht.`,
      address: 'E-Mail-Adresse',
      button: 'Code senden',
      addressInvalid: 'Geben Sie eine E-Mail-Adresse in der Form name@example.com ein.',
      signedOut: 'Sie sind abgemeldet.',
      sessionEnded: 'Sie wurden abgemeldet, damit Ihre Rechnungen vertraulich bleiben. Melden Sie sich neu an.',
    },
    code: {
      heading: 'Sehen Sie in Ihrem Postfach nach',
      text: 'Wenn wir diese Adresse kennen, ist ein Code mit sechs Ziffern dorthin unterwegs. Er gilt zehn Minuten und nur in diesem Browser.',
      label: 'Code',
      button: 'Anmelden',
      wrong: 'Dieser Code gilt nicht. Prüfen Sie die sechs Ziffern, oder fordern Sie einen neuen Code an.',
      nothing: 'Nichts angekommen? Sehen Sie im Spam-Ordner nach, oder warten Sie einige Minuten und',
      again: 'fordern Sie einen neuen Code an',
    },
    otherBrowser: {
      heading: 'Gehen Sie zurück zu dem Browser, in dem Sie sich anmelden',
      text: 'Dieser Link gilt nur in dem Browser, in dem Sie den Code angefordert haben. Gehen Sie dorthin zurück und tippen Sie den Code aus der E-Mail ein. Hier ist nichts geschehen, und der Code gilt dort weiterhin.',
      again: 'Stattdessen hier anmelden',
    },
    choice: {
      heading: 'Welches Konto möchten Sie sehen?',
      text: ({ seller }) => `${seller} kennt Ihre Adresse von mehreren Kunden.`,
      noName: 'Ohne Namen',
    },
    merchants: {
      login:
        'Geben Sie die E-Mail-Adresse ein, an die Ihre Rechnungen gehen. Sie erhalten einen Code und sehen danach die Unternehmen, die Ihnen hier Rechnungen schicken. Ein Passwort brauchen Sie nicht.',
      heading: 'Wessen Rechnungen möchten Sie sehen?',
      text: 'Diese Unternehmen haben Ihre Adresse für ihre Rechnungen.',
      more: 'Es werden nicht alle gezeigt. Für die übrigen nehmen Sie den Link aus der E-Mail mit der Rechnung.',
      none: {
        heading: 'Kein Unternehmen hat hier diese Adresse',
        text: 'Ihre Adresse ist bestätigt, aber kein Unternehmen, das seinen Kunden hier ein Portal bietet, schickt Rechnungen dorthin.',
        next: 'Vielleicht gehen Ihre Rechnungen an eine andere Ihrer Adressen. Der Link aus der E-Mail mit einer Rechnung öffnet diese weiterhin; wenn etwas fehlt, fragen Sie bitte das Unternehmen, das sie geschickt hat.',
        again: 'Andere Adresse versuchen',
      },
      others: 'Andere Unternehmen, die Ihnen hier Rechnungen schicken',
    },

    column: { number: 'Nummer', state: 'Stand', issued: 'Ausgestellt', due: 'Fällig', amount: 'Betrag' },
    state: {
      open: 'Offen',
      part_paid: 'Teilweise bezahlt',
      overdue: 'Überfällig',
      processing: 'Zahlung unterwegs',
      paid: 'Bezahlt',
      void: 'Storniert',
    },
    noDueDay: 'Ohne Termin',
    promisedFor: (p) => `Zugesagt für den ${p.day}`,
    replacedBy: ({ number }) => `Ersetzt durch ${number}`,
    stillToPay: ({ amount }) => `noch ${amount} zu zahlen`,

    overview: {
      nothing: 'Sie haben nichts zu zahlen.',
      toPay: ({ invoices }) =>
        plural(invoices, {
          one: `Zu zahlen, ${invoices.text} Rechnung`,
          other: `Zu zahlen, ${invoices.text} Rechnungen`,
        }),
      overdue: ({ amount }) => `davon überfällig: ${amount}`,
      coming: ({ amount }) => `später fällig: ${amount}`,
      open: 'Offene Rechnungen',
      all: ({ invoices }) =>
        plural(invoices, {
          one: `Die ${invoices.text} offene Rechnung zeigen`,
          other: `Alle ${invoices.text} offenen Rechnungen zeigen`,
        }),
      paid: 'Letzte Zahlungen',
      nonePaid: 'Hier werden Ihre Zahlungen stehen.',
      invoice: ({ number }) => `Rechnung ${number}`,
    },

    done: {
      heading: 'Vielen Dank',
      what: {
        customer_update: 'Ihre Angaben sind gespeichert.',
        payment_method_update: 'Ihre Zahlungsarten sind auf dem neuesten Stand.',
      },
      overview: 'Zur Übersicht',
    },

    questions: {
      none: 'Sobald Sie eine Rechnung haben, können Sie hier dazu schreiben.',
      write: ({ seller }) => `An ${seller} schreiben`,
      invoice: 'Rechnung',
      kinds: { question: 'Ich habe eine Frage', problem: 'An dieser Rechnung stimmt etwas nicht' },
      text: 'Ihre Nachricht',
      answer: 'Die Antwort kommt per E-Mail. Bis dahin werden Sie an diese Rechnung nicht erinnert.',
      send: 'Nachricht senden',
      sent: 'Ihre Nachricht ist unterwegs. Die Antwort kommt per E-Mail.',
      order: 'Ihre Bestellnummer ergänzen',
      orderHint:
        'Falls Ihre Buchhaltung eine Bestellnummer auf der Rechnung braucht. Das ausgestellte PDF bleibt, wie es ist.',
      orderNumber: 'Bestellnummer',
      saveOrder: 'Nummer speichern',
      orderSaved: 'Die Nummer ist bei der Rechnung gespeichert.',
      promise: 'Sagen, wann Sie zahlen',
      promiseHint: (p) =>
        plural(p.days, {
          one: `Falls Sie mehr Zeit brauchen: bis zu ${p.days.text} Tag nach der Fälligkeit, oder ab heute, wenn sie vorbei ist. Bis der genannte Tag vorüber ist, werden Sie an diese Rechnung nicht erinnert.`,
          other: `Falls Sie mehr Zeit brauchen: bis zu ${p.days.text} Tage nach der Fälligkeit, oder ab heute, wenn sie vorbei ist. Bis der genannte Tag vorüber ist, werden Sie an diese Rechnung nicht erinnert.`,
        }),
      promiseDay: 'Ich zahle bis zum',
      savePromise: 'Tag speichern',
      promised: 'Vielen Dank. Bis dieser Tag vorüber ist, werden Sie an diese Rechnung nicht erinnert.',
      find: 'Eine ältere Rechnung finden',
      tooMany:
        'Sie haben heute fünf Nachrichten zu dieser Rechnung geschrieben. Bitte warten Sie bis morgen, oder antworten Sie auf die E-Mail mit der Rechnung.',
      refused:
        'Das konnten wir nicht speichern. Prüfen Sie die Rechnung und Ihre Eingabe, und versuchen Sie es noch einmal.',
    },

    correction: {
      link: 'Mit Ihren heutigen Angaben',
      heading: ({ number }) => `Ihre Angaben auf der Rechnung ${number}`,
      detail: 'Angabe',
      before: 'Auf der Rechnung',
      after: 'Ihre heutigen Angaben',
      nothing: 'Nichts',
      details: {
        name: 'Name',
        address: 'Anschrift',
        taxIds: 'Steuernummern',
        shipping: 'Lieferanschrift',
        reference: 'Ihr Zeichen',
      },
      atOnce:
        'Die Rechnung wird mit Ihren heutigen Angaben und eigener Nummer neu ausgestellt und ersetzt diese. Posten, Betrag und Fälligkeit bleiben, wie sie sind. Sie erhalten die neue Rechnung per E-Mail.',
      asked: {
        merchant: ({ seller }) =>
          `${seller} sieht sich das zuerst an. Ihre Bitte geht mit den Angaben oben dorthin, und Sie erhalten die Antwort per E-Mail.`,
        tax: ({ seller }) =>
          `Mit diesen Angaben könnte eine andere Steuer gelten, deshalb sieht ${seller} sich das zuerst an. Ihre Bitte geht mit den Angaben oben dorthin, und Sie erhalten die Antwort per E-Mail.`,
        paid: ({ seller }) =>
          `Diese Rechnung ist bezahlt, deshalb muss ${seller} sie berichtigen. Ihre Bitte geht mit den Angaben oben dorthin, und Sie erhalten die Antwort per E-Mail.`,
      },
      issue: 'Berichtigte Rechnung ausstellen',
      ask: 'Um eine berichtigte Rechnung bitten',
      none: {
        on_its_way: 'Eine Zahlung dieser Rechnung ist unterwegs, deshalb kann sie nicht ersetzt werden.',
        part_paid: 'Ein Teil dieser Rechnung ist schon bezahlt, deshalb kann sie nicht ersetzt werden.',
        replaced: 'Diese Rechnung wurde ersetzt.',
        unchanged: 'Diese Rechnung zeigt Ihre heutigen Angaben.',
        void: 'Diese Rechnung ist storniert, es gibt also nichts zu berichtigen.',
      },
      write: ({ seller }) => `An ${seller} schreiben`,
      change: 'Ihre Angaben ändern',
      newer: ({ number }) => `Rechnung ${number} öffnen`,
      sent: 'Ihre Bitte ist unterwegs. Sie erhalten die Antwort per E-Mail.',
      notice: {
        changed:
          'Inzwischen hat sich etwas geändert, und es ist nichts geschehen. Sehen Sie es sich noch einmal an, bevor Sie bestätigen.',
        tooMany: 'Öfter geht das heute nicht. Bitte versuchen Sie es morgen noch einmal.',
        refused: 'Das hat nicht geklappt, und es hat sich nichts geändert. Versuchen Sie es gleich noch einmal.',
      },
      request: ({ before, after }) =>
        `Bitte stellen Sie diese Rechnung mit unseren heutigen Angaben aus.\n\nAuf der Rechnung:\n${before}\n\nHeute:\n${after}`,
      outdated: ({ invoices }) =>
        plural(invoices, {
          one: 'Auf dieser offenen Rechnung stehen andere Angaben. Sie können sie berichtigen lassen:',
          other: 'Auf diesen offenen Rechnungen stehen andere Angaben. Sie können sie berichtigen lassen:',
        }),
      choose: 'Angaben auf einer Rechnung berichtigen',
      chooseHint: 'Falls sich Name, Anschrift oder Steuernummer geändert haben, seit sie ausgestellt wurde.',
      show: 'Zeigen, was sich ändern würde',
    },

    pay: {
      heading: 'Mehrere Rechnungen bezahlen',
      which: 'Welche Rechnungen möchten Sie bezahlen?',
      due: ({ day }) => `Fällig am ${day}`,
      sum: 'Zusammen',
      update: 'Summe neu berechnen',
      button: ({ amount }) => `${amount} zahlen`,
      none: 'Wählen Sie die Rechnungen aus, die Sie bezahlen möchten, und berechnen Sie die Summe neu.',
      single: 'Weiter zu dieser Rechnung',
      chooseAndPay: 'Auswählen und bezahlen',
      transferText: (p) =>
        `Überweisen Sie genau diese Summe, und geben Sie die Referenz an: Daran erkennt ${p.seller}, dass das Geld von Ihnen kommt. Die Rechnungen gelten als bezahlt, sobald ${p.seller} es verbucht hat.`,
      arrived: 'Vielen Dank, Ihre Zahlung ist angekommen.',
      underWay: 'Vielen Dank. Ihre Zahlung ist unterwegs und steht hier, sobald sie angekommen ist.',
      notPaid:
        'Diese Zahlung wurde nicht abgeschlossen, und es wurde nichts abgebucht. Sie können es unten noch einmal versuchen.',
    },

    invoices: {
      search: 'Suche',
      searchHint: 'Nummer oder Text',
      state: 'Stand',
      states: { all: 'Alle', open: 'Offen', overdue: 'Überfällig', paid: 'Bezahlt', void: 'Storniert' },
      year: 'Jahr',
      allYears: 'Alle',
      sort: 'Reihenfolge',
      sorts: {
        newest: 'Neueste zuerst',
        oldest: 'Älteste zuerst',
        due: 'Zuerst fällige',
        amount: 'Größte zuerst',
      },
      show: 'Zeigen',
      found: ({ invoices }) =>
        plural(invoices, { one: `${invoices.text} Rechnung`, other: `${invoices.text} Rechnungen` }),
      none: 'Hier werden Ihre Rechnungen stehen.',
      noneFound: 'Dazu gibt es keine Rechnung.',
      list: ({ year }) => `Liste ${year} (CSV)`,
      documents: ({ year }) => `Alle PDFs von ${year} (ZIP)`,
      showAll: 'Alle Rechnungen zeigen',
      pages: 'Seiten',
      first: 'Zurück zum Anfang',
      next: 'Weitere Rechnungen',
    },

    methods: {
      text: 'Damit können Sie bezahlen, ohne etwas neu einzugeben. Der Standard wird belastet, wenn eine Rechnung automatisch abgebucht wird.',
      none: 'Hier werden Ihre gespeicherten Zahlungsarten stehen.',
      default: 'Standard',
      makeDefault: 'Als Standard festlegen',
      remove: 'Entfernen',
      expires: ({ month }) => `Gültig bis ${month}`,
      expiry: { expired: 'Abgelaufen', this_month: 'Läuft diesen Monat ab', next_month: 'Läuft nächsten Monat ab' },
      expiring: {
        expired: ({ method }) =>
          `${method} ist Ihr Standard und ist abgelaufen. Fügen Sie eine andere Zahlungsart hinzu.`,
        this_month: ({ method }) =>
          `${method} ist Ihr Standard und läuft diesen Monat ab. Fügen Sie rechtzeitig eine andere Zahlungsart hinzu.`,
        next_month: ({ method }) =>
          `${method} ist Ihr Standard und läuft nächsten Monat ab. Fügen Sie rechtzeitig eine andere Zahlungsart hinzu.`,
      },
      add: 'Zahlungsart hinzufügen',
      addText: ({ provider }) =>
        `Sie geben sie auf einer Seite von ${provider} ein, wo sie sicher aufbewahrt wird. Es wird nichts abgebucht.`,
      asDefault: 'Als meinen Standard festlegen',
      automatic: {
        heading: 'Automatische Zahlung',
        on: (p) =>
          `Sie ist an: Was ${p.seller} automatisch einzieht, wird bei Fälligkeit mit Ihrer Standard-Zahlungsart bezahlt.`,
        off: 'Sie ist aus: Nichts wird automatisch eingezogen. Sie erhalten eine E-Mail mit einem Link und bezahlen jede Rechnung selbst.',
        turnOff: 'Automatische Zahlung ausschalten',
        turnOffText:
          'Es wird nichts mehr automatisch eingezogen, auch nicht für offene Rechnungen: Für jede davon erhalten Sie eine E-Mail mit einem Link und bezahlen sie selbst. Eine Zahlung, die unterwegs ist, kommt trotzdem an.',
        consent: (p) =>
          `Ich erlaube ${p.seller}, meine Standard-Zahlungsart zu belasten, wenn eine Rechnung fällig ist, bis ich das ausschalte.`,
        turnOn: 'Automatische Zahlung einschalten',
        turnOnText:
          'Das gilt für Rechnungen, die ab jetzt kommen. Rechnungen, für die Sie einen Link erhalten haben, bezahlen Sie weiterhin selbst.',
        needsMethod: 'Fügen Sie eine Zahlungsart hinzu, dann können Sie sie einschalten.',
      },
      removal: {
        heading: ({ method }) => `${method} entfernen?`,
        text: 'Sie wird dann nicht mehr belastet. Zahlungen, die unterwegs sind, kommen trotzdem an. Um sie später zu benutzen, müssten Sie sie neu eingeben.',
        next: 'Welche Zahlungsart soll stattdessen Ihr Standard sein?',
        confirm: 'Entfernen',
        keep: 'Behalten',
        back: 'Zurück zu Ihren Zahlungsarten',
      },
      notice: {
        added: ({ method }) => `${method} wurde hinzugefügt.`,
        unfinished: 'Es wurde keine Zahlungsart hinzugefügt.',
        removed: 'Die Zahlungsart wurde entfernt.',
        default_changed: 'Ihr Standard wurde geändert.',
        automatic_payment: 'Ihre Wahl ist gespeichert.',
      },
      problem: {
        payment_provider_unavailable:
          'Die Seite, auf der Sie eine Zahlungsart eingeben, lässt sich gerade nicht öffnen. Es hat sich nichts geändert. Versuchen Sie es gleich noch einmal.',
        payment_methods_too_many:
          'Sie haben 20 Zahlungsarten gespeichert, mehr sind nicht möglich. Entfernen Sie zuerst eine.',
        payment_method_unfit: 'Zahlungsarten können hier zurzeit nicht gespeichert werden.',
        payment_method_missing: 'Diese Zahlungsart ist nicht mehr gespeichert.',
        payment_method_needed:
          'Das ist Ihre einzige Zahlungsart, und eine offene Rechnung wird automatisch davon abgebucht. Fügen Sie eine andere hinzu oder bezahlen Sie diese Rechnung, dann können Sie sie entfernen.',
        payment_method_default:
          'Das ist Ihr Standard. Wählen Sie, welche Zahlungsart stattdessen Ihr Standard sein soll.',
        other: 'Das hat nicht geklappt, und es hat sich nichts geändert. Versuchen Sie es gleich noch einmal.',
      },
    },

    links: {
      heading: 'Links zu Ihren Rechnungen',
      text: 'Wer einen dieser Links hat, kann die Rechnung ohne Anmeldung sehen und bezahlen. Ist ein Link in falsche Hände geraten, sperren Sie ihn. Die anderen Links funktionieren weiter, und die nächste E-Mail bringt einen neuen.',
      none: 'Hier stehen später die Links zu Ihren Rechnungen.',
      mailedTo: ({ address }) => `Gesendet an ${address}`,
      own: ({ seller }) => `Für ${seller} selbst`,
      until: ({ day }) => `Gültig bis ${day}`,
      expired: ({ day }) => `Abgelaufen am ${day}`,
      unused: 'Noch nicht benutzt',
      revoke: 'Diesen Link sperren',
      revoked: 'Dieser Link funktioniert nicht mehr. Die anderen Links gelten weiter.',
      next: 'Weitere Links',
    },
    passkeys: {
      signIn: 'Mit einem Passkey anmelden',
      refused: 'Dieser Passkey gilt hier nicht. Fordern Sie stattdessen einen Code an.',
      failed:
        'Ihr Gerät hat nicht geantwortet, und es ist nichts geschehen. Versuchen Sie es noch einmal, oder nehmen Sie einen Code.',
      heading: 'Passkeys',
      text: 'Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder PIN Ihres Geräts an und brauchen keinen Code.',
      add: 'Passkey für dieses Gerät hinzufügen',
      added: ({ when }) => `Hinzugefügt: ${when}`,
      neverUsed: 'Noch nicht benutzt',
      remove: 'Entfernen',
      notice: {
        added: 'Der Passkey wurde hinzugefügt. Beim nächsten Mal können Sie sich damit anmelden.',
        removed: 'Der Passkey wurde entfernt. Falls Ihr Gerät ihn noch anbietet, können Sie ihn dort löschen.',
        refused:
          'Der Passkey wurde nicht hinzugefügt. Melden Sie sich neu an und versuchen Sie es noch einmal. Höchstens zehn sind möglich.',
      },
    },
    data: {
      text: ({ seller }) =>
        `Hier können Sie alles herunterladen, was ${seller} über Sie gespeichert hat: als eine Datei, ein ZIP-Archiv, das auch Programme lesen können. Es enthält:`,
      files: {
        customer: 'Ihre Angaben, Ihre Kontakte und Ihr Guthaben',
        history: 'was wann und durch wen geändert wurde',
        invoices: 'Ihre Rechnungen mit allen Positionen, und wann Sie sie angesehen haben',
        items: 'Positionen, die noch auf keiner ausgestellten Rechnung stehen',
        payments: 'Ihre Zahlungen, Erstattungen und Rückbuchungen',
        methods:
          'Ihre gespeicherten Zahlungsarten: Art, Marke und letzte vier Ziffern. Mehr dazu ist hier nicht gespeichert',
        messages: 'die Nachrichten, die Sie geschrieben haben',
        mails: 'die E-Mails an Sie und Ihre Kontakte und die Links darin',
        sessions: 'wo und wann Sie sich angemeldet haben',
        statements: 'Ihr Kontoauszug für jedes Jahr',
        documents: 'Ihre Rechnungen und Quittungen als PDF',
      },
      download: 'Meine Daten herunterladen (ZIP)',
      erasure: {
        heading: 'Meine Daten löschen lassen',
        goes: 'Ihre Angaben, Kontakte, Zahlungsarten, Anmeldungen und Nachrichten werden endgültig gelöscht, und die Links zu Ihren Rechnungen gelten nicht mehr.',
        stays: ({ seller }) =>
          `Ausgestellte Rechnungen, Quittungen und Zahlungen bleiben bei ${seller} unverändert, solange das Gesetz es verlangt. Offene Rechnungen müssen vorher beglichen sein.`,
        confirm: 'Ich habe gelesen, was gelöscht wird und was bleibt, und möchte meine Daten löschen lassen.',
        unconfirmed: 'Setzen Sie zuerst das Häkchen: Gelöschte Daten lassen sich nicht wiederherstellen.',
        ask: ({ seller }) => `Löschung bei ${seller} beantragen`,
        asked: ({ seller, when }) =>
          `Sie haben bei ${seller} am ${when} beantragt, Ihre Daten zu löschen. Solange das nicht geschehen ist, können Sie den Antrag zurückziehen.`,
        withdraw: 'Antrag zurückziehen',
        withdrawn: 'Ihr Antrag ist zurückgezogen. Es wurde nichts gelöscht.',
      },
      leftOut: 'Diese PDFs passen nicht in dieses Archiv. Sie finden sie im Portal im Archiv ihres Jahres:',
      readme: {
        about: ({ seller, customer, when }) =>
          `Dies sind die Daten, die ${seller} über ${customer} gespeichert hat. Stand: ${when}.`,
        fields:
          'Dateien mit der Endung .json enthalten Text in UTF-8 (RFC 8259). Zeiten sind in Sekunden seit dem 1. Januar 1970 (UTC) angegeben, Beträge in der kleinsten Einheit ihrer Währung, also etwa in Cent. Was in history.json unter „changes“ steht, ist wie gespeichert, mit Zeiten in Millisekunden.',
        leftOut:
          'Nicht enthalten sind Codes und Schlüssel, die Ihren Zugang schützen, Kopien des hier Aufgeführten sowie Daten, die Ihr Zahlungsdienstleister selbst speichert.',
      },
    },

    sessions: {
      text: 'Hier sind Sie angemeldet. Wenn Sie ein Gerät nicht kennen, melden Sie es ab.',
      current: 'Dieses Gerät',
      unknownBrowser: 'Ein Browser',
      way: {
        code: ({ when }) => `Angemeldet mit einem Code aus einer E-Mail, ${when}`,
        passkey: ({ when }) => `Angemeldet mit einem Passkey, ${when}`,
        api: ({ when }) => `Angemeldet über die Website des Händlers, ${when}`,
      },
      lastUsed: ({ when }) => `Zuletzt benutzt: ${when}`,
      end: 'Abmelden',
      endAll: 'Überall abmelden',
      ended: 'Das Gerät wurde abgemeldet.',
    },
  }
}
