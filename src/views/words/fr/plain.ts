import type { PlainWords } from '../catalogue.ts'

export const plain = (): PlainWords => ({
  home: {
    title: ({ host }) => `Factures sur ${host}`,
    what: 'Des entreprises envoient leurs factures depuis ce site, et leurs clients les consultent et les paient ici.',
    next: 'Vous avez une facture à payer ? Ouvrez le lien de l’e-mail reçu, jusqu’au dernier caractère. Chaque facture a son propre lien.',
    all: 'Voir toutes vos factures',
    genuine: ({ link }) =>
      `Un doute sur l’authenticité d’un e-mail ? Les liens authentiques commencent par ${link} – en cas de doute, appelez l’entreprise à un numéro que vous connaissez déjà avant de payer.`,
    runBy: ({ operator }) => `Ce site est exploité par ${operator}.`,
    contact: 'Contact :',
  },

  link: {
    unknown: {
      title: 'Ce lien ne fonctionne pas',
      what: 'Nous ne connaissons pas ce lien. Un caractère a peut-être été perdu ou modifié lors de la copie.',
      next: 'Ouvrez l’e-mail contenant la facture et utilisez le bouton qui s’y trouve. Si cela ne suffit pas, adressez-vous à l’entreprise qui vous a envoyé la facture.',
    },
    cutOff: {
      title: 'Ce lien est incomplet',
      what: 'Il manque la fin. Cela arrive quand une messagerie coupe un long lien sur deux lignes.',
      next: 'Revenez à l’e-mail et utilisez le bouton qui s’y trouve, ou copiez le lien jusqu’au dernier caractère. Si cela ne suffit pas, adressez-vous à l’entreprise qui vous a envoyé la facture.',
    },
    otherBrowser: {
      title: 'Veuillez ouvrir le lien de votre e-mail',
      what: 'Pour protéger la facture, cette adresse ne l’affiche que dans le navigateur où son lien a été ouvert récemment.',
      next: 'Ouvrez l’e-mail contenant la facture et utilisez le bouton qui s’y trouve. Si quelqu’un vous a donné cette adresse, demandez-lui le lien : la page l’indique sous « Partager cette facture ».',
    },
    ended: {
      title: 'Ce lien ne fonctionne plus',
      expired: ({ seller }) =>
        `Il menait à une facture de ${seller}. Les liens vers les factures prennent fin au bout d’un certain temps, pour que votre facture reste confidentielle.`,
      revoked: ({ seller }) => `Il menait à une facture de ${seller} et a été remplacé par un nouveau.`,
      fresh: ({ address }) =>
        `Nous pouvons envoyer un nouveau lien. Il part uniquement à ${address}, l’adresse enregistrée pour cette facture.`,
      button: 'M’envoyer un nouveau lien',
      askFor: ({ seller, address }) =>
        `Le nouveau lien part uniquement à ${address}. Demandez à ${seller} de vous l’envoyer.`,
      ask: ({ seller }) => `Demandez un nouveau lien à ${seller}.`,
      questions: ({ seller }) => `Pour joindre ${seller} :`,
    },
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
