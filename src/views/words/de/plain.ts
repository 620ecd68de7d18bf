import type { PlainWords } from '../catalogue.ts'

export const plain = (): PlainWords => ({
  home: {
    title: ({ host }) => `Rechnungen auf ${host}`,
    what: 'Unternehmen verschicken von hier ihre Rechnungen, und ihre Kunden sehen sie hier an und bezahlen sie.',
    next: 'Haben Sie eine Rechnung zu bezahlen? Öffnen Sie den Link aus der E-Mail, mit der sie kam, bis zu seinem letzten Zeichen. Jede Rechnung hat ihren eigenen Link.',
    all: 'Alle Ihre Rechnungen ansehen',
    genuine: ({ link }) =>
      `Nicht sicher, ob eine E-Mail echt ist? Echte Links beginnen mit ${link} – rufen Sie im Zweifel das Unternehmen unter einer Nummer an, die Sie schon kennen, bevor Sie bezahlen.`,
    runBy: ({ operator }) => `${operator} betreibt diese Seite.`,
    contact: 'Kontakt:',
  },

  link: {
    unknown: {
      title: 'Dieser Link funktioniert nicht',
      what: 'Wir kennen diesen Link nicht. Vielleicht ging beim Kopieren ein Zeichen verloren oder wurde verändert.',
      next: 'Öffnen Sie die E-Mail mit der Rechnung und drücken Sie dort auf die Schaltfläche. Wenn das nicht hilft, fragen Sie bitte das Unternehmen, das Ihnen die Rechnung geschickt hat.',
    },
    cutOff: {
      title: 'Dieser Link ist unvollständig',
      what: 'Sein Ende fehlt. Das passiert, wenn ein E-Mail-Programm einen langen Link auf zwei Zeilen umbricht.',
      next: 'Gehen Sie zurück zur E-Mail und drücken Sie dort auf die Schaltfläche, oder kopieren Sie den Link bis zum letzten Zeichen. Wenn das nicht hilft, fragen Sie bitte das Unternehmen, das Ihnen die Rechnung geschickt hat.',
    },
    otherBrowser: {
      title: 'Bitte öffnen Sie den Link in Ihrer E-Mail',
      what: 'Unter dieser Adresse erscheint die Rechnung nur in dem Browser, in dem ihr Link vor Kurzem geöffnet wurde. So bleibt sie vertraulich.',
      next: 'Öffnen Sie die E-Mail mit der Rechnung und drücken Sie dort auf die Schaltfläche. Wenn Ihnen jemand diese Adresse gegeben hat, bitten Sie um den Link: Er steht auf der Seite unter „Diese Rechnung teilen“.',
    },
    ended: {
      title: 'Dieser Link funktioniert nicht mehr',
      expired: ({ seller }) =>
        `Er führte zu einer Rechnung von ${seller}. Links zu Rechnungen enden nach einiger Zeit, damit Ihre Rechnung vertraulich bleibt.`,
      revoked: ({ seller }) => `Er führte zu einer Rechnung von ${seller} und wurde durch einen neuen ersetzt.`,
      fresh: ({ address }) =>
        `Wir können einen neuen Link schicken. Er geht nur an ${address}, die für diese Rechnung hinterlegte Adresse.`,
      button: 'Neuen Link schicken',
      askFor: ({ seller, address }) =>
        `Der neue Link geht nur an ${address}. Bitten Sie ${seller}, ihn Ihnen zu schicken.`,
      ask: ({ seller }) => `Bitten Sie ${seller} um einen neuen Link.`,
      questions: ({ seller }) => `So erreichen Sie ${seller}:`,
    },
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
})
