import type { PlainWords } from '../catalogue.ts'

export const plain = (): PlainWords => ({
  home: {
    title: 'Remit',
    what: 'Des factures que l’on paie avec plaisir.',
    next: 'Si vous avez une facture à payer, ouvrez le lien de l’e-mail que vous avez reçu.',
  },

  link: {
    title: 'Ce lien ne fonctionne plus',
    what: 'Les liens vers les factures prennent fin au bout d’un certain temps, pour que votre facture reste confidentielle. Il se peut aussi qu’il n’ait pas été copié en entier.',
    next: 'Nous pouvons envoyer un nouveau lien. Il part uniquement à l’adresse e-mail enregistrée pour cette facture.',
    button: 'M’envoyer un nouveau lien',
    otherwise: 'Si rien n’arrive, adressez-vous à l’entreprise qui vous a envoyé la facture.',
  },

  freshLink: {
    title: 'Consultez votre boîte de réception',
    what: 'Si ce lien a un jour mené à une facture, un nouveau lien est en route vers l’adresse e-mail enregistrée.',
    next: 'Cela peut prendre quelques minutes. Regardez aussi dans vos courriers indésirables. Si rien n’arrive d’ici une demi-heure, redemandez-le ici ou adressez-vous à l’entreprise qui vous a envoyé la facture.',
  },

  error: {
    400: {
      title: 'Nous n’avons pas pu lire cela',
      what: 'Votre navigateur a envoyé quelque chose que cette page ne comprend pas.',
      next: 'Rouvrez le lien de votre e-mail et réessayez. Rien n’a été débité.',
    },
    403: {
      title: 'Nous n’avons pas pu accepter cela',
      what: 'La demande ne venait pas de cette page.',
      next: 'Rouvrez le lien de votre e-mail et réessayez. Rien n’a été débité.',
    },
    404: {
      title: 'Il n’y a rien ici',
      what: 'Cette adresse ne mène à aucune page.',
      next: 'Vérifiez que le lien de votre e-mail a été copié en entier.',
    },
    405: {
      title: 'Cela ne marche pas ici',
      what: 'Cette adresse ne s’utilise pas de cette façon.',
      next: 'Rouvrez le lien de votre e-mail.',
    },
    413: {
      title: 'C’était trop à la fois',
      what: 'Votre navigateur a envoyé plus que cette page n’accepte.',
      next: 'Rouvrez le lien de votre e-mail et réessayez.',
    },
    429: {
      title: 'Patientez un instant',
      what: 'Il y a eu beaucoup de demandes en peu de temps.',
      next: 'Attendez quelques minutes, puis réessayez.',
    },
    500: {
      title: 'Quelque chose s’est mal passé chez nous',
      what: 'Vous n’y êtes pour rien, et nous avons été prévenus.',
      next: 'Réessayez dans quelques minutes. Si vous étiez en train de payer, rouvrez d’abord le lien de votre e-mail : il montre si le paiement est arrivé.',
    },
    503: {
      title: 'Nous revenons tout de suite',
      what: 'Nous n’avons pas accès à nos données pour l’instant. Elles sont en sécurité.',
      next: 'Réessayez dans une minute. Si vous étiez en train de payer, ne payez pas à nouveau avant que la page montre si le paiement est arrivé.',
    },
  },

  tryAgain: 'Réessayer',
})
