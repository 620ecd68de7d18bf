import type { PlainWords } from '../catalogue.ts'

export const plain = (): PlainWords => ({
  home: {
    title: 'Remit',
    what: 'Rechnungen, die man gern bezahlt.',
    next: 'Wenn Sie eine Rechnung bezahlen möchten, öffnen Sie den Link in der E-Mail, die Sie erhalten haben.',
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
})
