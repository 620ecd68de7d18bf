import type { PortalWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const portal = (): PortalWords => {
  const plural = pluralIn('fr')
  return {
    title: ({ page, seller }) => `${page} – ${seller}`,
    skip: 'Aller au contenu',
    navigation: 'Votre compte',
    signOut: 'Se déconnecter',
    back: ({ seller }) => `Retour chez ${seller}`,
    privacy: 'Politique de confidentialité',
    terms: 'Conditions d’utilisation',
    places: {
      overview: 'Aperçu',
      invoices: 'Factures',
      statement: 'Relevé',
      methods: 'Moyens de paiement',
      details: 'Coordonnées',
      questions: 'Questions',
      sessions: 'Appareils',
      data: 'Vos données',
    },

    login: {
      heading: 'Connectez-vous pour voir vos factures',
      text: ({ seller }) =>
        `Saisissez l’adresse e-mail à laquelle ${seller} envoie vos factures. Vous recevrez un code. Aucun mot de passe n’est nécessaire.`,
      address: 'Adresse e-mail',
      button: 'Recevoir un code',
      addressInvalid: 'Saisissez une adresse e-mail de la forme nom@example.com.',
      signedOut: 'Vous êtes déconnecté.',
      sessionEnded: 'Vous avez été déconnecté pour protéger vos factures. Connectez-vous à nouveau pour continuer.',
    },
    code: {
      heading: 'Consultez votre messagerie',
      text: 'Si nous connaissons cette adresse, un code à six chiffres y est envoyé. Il est valable dix minutes, et seulement dans ce navigateur.',
      label: 'Code',
      button: 'Se connecter',
      wrong: 'Ce code n’est pas valable. Vérifiez les six chiffres ou demandez un nouveau code.',
      nothing: 'Rien reçu ? Regardez dans vos indésirables, ou attendez quelques minutes et',
      again: 'demandez un nouveau code',
    },
    otherBrowser: {
      heading: 'Revenez au navigateur où vous avez demandé le code',
      text: 'Ce lien ne fonctionne que dans le navigateur où vous avez demandé à vous connecter. Revenez-y et saisissez le code reçu. Rien ne s’est passé ici, et le code y reste valable.',
      again: 'Se connecter ici',
    },
    choice: {
      heading: 'Quel compte souhaitez-vous voir ?',
      text: ({ seller }) => `${seller} connaît votre adresse pour plusieurs clients.`,
      noName: 'Sans nom',
    },
    merchants: {
      login:
        'Saisissez l’adresse e-mail à laquelle vos factures sont envoyées. Vous recevrez un code, puis vous verrez les entreprises qui vous facturent ici. Aucun mot de passe n’est nécessaire.',
      heading: 'De quelle entreprise souhaitez-vous voir les factures ?',
      text: 'Ces entreprises ont votre adresse pour leurs factures.',
      more: 'Toutes ne sont pas affichées. Pour les autres, utilisez le lien de l’e-mail contenant la facture.',
      none: {
        heading: 'Aucune entreprise n’a cette adresse ici',
        text: 'Votre adresse est confirmée, mais aucune entreprise qui propose ici un espace client n’y envoie de factures.',
        next: 'Vos factures sont peut-être envoyées à une autre de vos adresses. Le lien de l’e-mail contenant une facture ouvre toujours celle-ci ; s’il manque quelque chose, adressez-vous à l’entreprise qui l’a envoyée.',
        again: 'Essayer une autre adresse',
      },
      others: 'Autres entreprises qui vous facturent ici',
    },

    column: { number: 'Numéro', state: 'État', issued: 'Émise', due: 'Échéance', amount: 'Montant' },
    state: {
      open: 'À payer',
      part_paid: 'Payée en partie',
      overdue: 'En retard',
      processing: 'Paiement en cours',
      paid: 'Payée',
      void: 'Annulée',
    },
    noDueDay: 'Sans échéance',
    promisedFor: (p) => `Paiement promis pour le ${p.day}`,
    replacedBy: ({ number }) => `Remplacée par ${number}`,
    stillToPay: ({ amount }) => `${amount} restant à payer`,

    overview: {
      nothing: 'Vous n’avez rien à payer.',
      toPay: ({ invoices }) =>
        plural(invoices, {
          one: `À payer, ${invoices.text} facture`,
          many: `À payer, ${invoices.text} factures`,
          other: `À payer, ${invoices.text} factures`,
        }),
      overdue: ({ amount }) => `dont ${amount} en retard`,
      coming: ({ amount }) => `${amount} à échoir`,
      open: 'Factures à payer',
      all: ({ invoices }) =>
        plural(invoices, {
          one: `Voir la ${invoices.text} facture à payer`,
          many: `Voir les ${invoices.text} factures à payer`,
          other: `Voir les ${invoices.text} factures à payer`,
        }),
      paid: 'Derniers paiements',
      nonePaid: 'Vos paiements s’afficheront ici.',
      invoice: ({ number }) => `Facture ${number}`,
    },

    done: {
      heading: 'Merci',
      what: {
        customer_update: 'Vos coordonnées sont enregistrées.',
        payment_method_update: 'Vos moyens de paiement sont à jour.',
      },
      overview: 'Aller à l’aperçu',
    },

    questions: {
      none: 'Dès que vous aurez une facture, vous pourrez écrire à son sujet ici.',
      write: ({ seller }) => `Écrire à ${seller}`,
      invoice: 'Facture',
      kinds: { question: 'J’ai une question', problem: 'Cette facture contient une erreur' },
      text: 'Votre message',
      answer: 'La réponse vous parviendra par e-mail. D’ici là, vous ne recevrez pas de rappel pour cette facture.',
      send: 'Envoyer le message',
      sent: 'Votre message est parti. La réponse vous parviendra par e-mail.',
      order: 'Ajouter votre numéro de commande',
      orderHint: 'Si votre comptabilité a besoin d’un numéro de commande sur une facture. Le PDF émis reste inchangé.',
      orderNumber: 'Numéro de commande',
      saveOrder: 'Enregistrer le numéro',
      orderSaved: 'Le numéro est enregistré avec la facture.',
      promise: 'Indiquer quand vous paierez',
      promiseHint: (p) =>
        plural(p.days, {
          one: `S’il vous faut plus de temps : jusqu’à ${p.days.text} jour après l’échéance, ou à compter d’aujourd’hui si elle est passée. Vous ne recevrez pas de rappel pour cette facture avant la fin du jour indiqué.`,
          many: `S’il vous faut plus de temps : jusqu’à ${p.days.text} de jours après l’échéance, ou à compter d’aujourd’hui si elle est passée. Vous ne recevrez pas de rappel pour cette facture avant la fin du jour indiqué.`,
          other: `S’il vous faut plus de temps : jusqu’à ${p.days.text} jours après l’échéance, ou à compter d’aujourd’hui si elle est passée. Vous ne recevrez pas de rappel pour cette facture avant la fin du jour indiqué.`,
        }),
      promiseDay: 'Je paierai au plus tard le',
      savePromise: 'Enregistrer la date',
      promised: 'Merci. Vous ne recevrez pas de rappel pour cette facture avant la fin de ce jour.',
      find: 'Trouver une facture plus ancienne',
      tooMany:
        'Vous avez écrit cinq messages sur cette facture aujourd’hui. Attendez demain, ou répondez à l’e-mail de la facture.',
      refused: 'Nous n’avons pas pu enregistrer cela. Vérifiez la facture et votre saisie, puis réessayez.',
    },

    correction: {
      link: 'Y mettre vos coordonnées actuelles',
      heading: ({ number }) => `Vos coordonnées sur la facture ${number}`,
      detail: 'Élément',
      before: 'Sur la facture',
      after: 'Vos coordonnées actuelles',
      nothing: 'Rien',
      details: {
        name: 'Nom',
        address: 'Adresse',
        taxIds: 'Numéros fiscaux',
        shipping: 'Adresse de livraison',
        reference: 'Votre référence',
      },
      atOnce:
        'La facture est émise à nouveau avec vos coordonnées actuelles et un numéro propre, et remplace celle-ci. Le contenu, le montant et l’échéance ne changent pas. Vous recevrez la nouvelle facture par e-mail.',
      asked: {
        merchant: ({ seller }) =>
          `${seller} doit d’abord vérifier. Votre demande lui est envoyée avec les coordonnées ci-dessus, et vous recevrez la réponse par e-mail.`,
        tax: ({ seller }) =>
          `Avec ces coordonnées, une autre taxe pourrait s’appliquer : ${seller} doit d’abord vérifier. Votre demande lui est envoyée avec les coordonnées ci-dessus, et vous recevrez la réponse par e-mail.`,
        paid: ({ seller }) =>
          `Cette facture est payée : c’est à ${seller} de la corriger. Votre demande lui est envoyée avec les coordonnées ci-dessus, et vous recevrez la réponse par e-mail.`,
      },
      issue: 'Émettre la facture corrigée',
      ask: 'Demander une facture corrigée',
      none: {
        on_its_way: 'Un paiement de cette facture est en cours : elle ne peut pas être remplacée.',
        part_paid: 'Une partie de cette facture est déjà payée : elle ne peut pas être remplacée.',
        replaced: 'Cette facture a été remplacée.',
        unchanged: 'Cette facture porte vos coordonnées actuelles.',
        void: 'Cette facture est annulée : il n’y a rien à corriger.',
      },
      write: ({ seller }) => `Écrire à ${seller}`,
      change: 'Modifier vos coordonnées',
      newer: ({ number }) => `Ouvrir la facture ${number}`,
      sent: 'Votre demande est en route. Vous recevrez la réponse par e-mail.',
      notice: {
        changed: 'Quelque chose a changé entre-temps et rien n’a été fait. Vérifiez à nouveau avant de confirmer.',
        tooMany: 'Ce n’est plus possible aujourd’hui. Réessayez demain.',
        refused: 'Cela n’a pas fonctionné et rien n’a changé. Réessayez dans un instant.',
      },
      request: ({ before, after }) =>
        `Merci d’émettre cette facture avec nos coordonnées actuelles.\n\nSur la facture :\n${before}\n\nAujourd’hui :\n${after}`,
      outdated: ({ invoices }) =>
        plural(invoices, {
          one: 'Cette facture à payer porte d’autres coordonnées. Vous pouvez la faire corriger :',
          many: 'Ces factures à payer portent d’autres coordonnées. Vous pouvez les faire corriger :',
          other: 'Ces factures à payer portent d’autres coordonnées. Vous pouvez les faire corriger :',
        }),
      choose: 'Corriger vos coordonnées sur une facture',
      chooseHint: 'Si votre nom, votre adresse ou votre numéro fiscal ont changé depuis son émission.',
      show: 'Voir ce qui changerait',
    },

    pay: {
      heading: 'Payer plusieurs factures',
      which: 'Quelles factures souhaitez-vous payer ?',
      due: ({ day }) => `Échéance le ${day}`,
      sum: 'Total',
      update: 'Recalculer le total',
      button: ({ amount }) => `Payer ${amount}`,
      none: 'Choisissez les factures que vous souhaitez payer, puis recalculez le total.',
      single: 'Continuer vers cette facture',
      chooseAndPay: 'Choisir et payer',
      transferText: (p) =>
        `Virez exactement cette somme et indiquez la référence : elle permet à ${p.seller} de savoir que l’argent vient de vous. Les factures apparaîtront comme payées dès que ${p.seller} l’aura enregistré.`,
      arrived: 'Merci, votre paiement est arrivé.',
      underWay: 'Merci. Votre paiement est en cours ; il s’affichera ici dès son arrivée.',
      notPaid: 'Ce paiement n’a pas abouti et rien n’a été débité. Vous pouvez réessayer ci-dessous.',
    },

    invoices: {
      search: 'Recherche',
      searchHint: 'Numéro ou texte',
      state: 'État',
      states: { all: 'Toutes', open: 'À payer', overdue: 'En retard', paid: 'Payées', void: 'Annulées' },
      year: 'Année',
      allYears: 'Toutes',
      sort: 'Ordre',
      sorts: {
        newest: 'Plus récentes d’abord',
        oldest: 'Plus anciennes d’abord',
        due: 'Par échéance',
        amount: 'Montants les plus élevés d’abord',
      },
      show: 'Afficher',
      found: ({ invoices }) =>
        plural(invoices, {
          one: `${invoices.text} facture`,
          many: `${invoices.text} factures`,
          other: `${invoices.text} factures`,
        }),
      none: 'Vos factures s’afficheront ici.',
      noneFound: 'Aucune facture ne correspond.',
      list: ({ year }) => `Liste ${year} (CSV)`,
      documents: ({ year }) => `Tous les PDF de ${year} (ZIP)`,
      showAll: 'Voir toutes les factures',
      pages: 'Pages',
      first: 'Revenir au début',
      next: 'Autres factures',
    },

    methods: {
      text: 'Ils vous permettent de payer sans rien saisir à nouveau. Le moyen par défaut est débité lorsqu’une facture est prélevée automatiquement.',
      none: 'Vos moyens de paiement enregistrés s’afficheront ici.',
      default: 'Par défaut',
      makeDefault: 'Choisir par défaut',
      remove: 'Supprimer',
      expires: ({ month }) => `Valable jusqu’à ${month}`,
      expiry: { expired: 'Expirée', this_month: 'Expire ce mois-ci', next_month: 'Expire le mois prochain' },
      expiring: {
        expired: ({ method }) =>
          `${method} est votre moyen de paiement par défaut et a expiré. Ajoutez un autre moyen de paiement.`,
        this_month: ({ method }) =>
          `${method} est votre moyen de paiement par défaut et expire ce mois-ci. Ajoutez-en un autre à temps.`,
        next_month: ({ method }) =>
          `${method} est votre moyen de paiement par défaut et expire le mois prochain. Ajoutez-en un autre à temps.`,
      },
      add: 'Ajouter un moyen de paiement',
      addText: ({ provider }) =>
        `Vous le saisissez sur une page de ${provider}, où il est conservé en sécurité. Rien n’est débité.`,
      asDefault: 'En faire mon moyen de paiement par défaut',
      automatic: {
        heading: 'Paiement automatique',
        on: (p) =>
          `Il est activé : ce que ${p.seller} prélève automatiquement est payé à l’échéance avec votre moyen de paiement par défaut.`,
        off: 'Il est désactivé : rien n’est prélevé automatiquement. Vous recevez un e-mail avec un lien et payez chaque facture vous-même.',
        turnOff: 'Désactiver le paiement automatique',
        turnOffText:
          'Plus rien ne sera prélevé automatiquement, y compris les factures à payer : pour chacune, vous recevrez un e-mail avec un lien et la paierez vous-même. Un paiement déjà en cours aboutira tout de même.',
        consent: (p) =>
          `J’autorise ${p.seller} à débiter mon moyen de paiement par défaut à l’échéance de chaque facture, jusqu’à ce que je le désactive.`,
        turnOn: 'Activer le paiement automatique',
        turnOnText:
          'Cela vaut pour les factures à venir. Celles pour lesquelles vous avez reçu un lien restent à payer par vous-même.',
        needsMethod: 'Ajoutez un moyen de paiement, vous pourrez ensuite l’activer.',
      },
      removal: {
        heading: ({ method }) => `Supprimer ${method} ?`,
        text: 'Ce moyen de paiement ne sera plus débité. Les paiements en cours arriveront quand même. Pour l’utiliser plus tard, il faudrait le saisir à nouveau.',
        next: 'Lequel doit devenir votre moyen de paiement par défaut ?',
        confirm: 'Supprimer',
        keep: 'Conserver',
        back: 'Revenir à vos moyens de paiement',
      },
      notice: {
        added: ({ method }) => `Moyen de paiement ajouté : ${method}.`,
        unfinished: 'Aucun moyen de paiement n’a été ajouté.',
        removed: 'Le moyen de paiement a été supprimé.',
        default_changed: 'Votre moyen de paiement par défaut a changé.',
        automatic_payment: 'Votre choix est enregistré.',
      },
      problem: {
        payment_provider_unavailable:
          'La page où l’on saisit un moyen de paiement ne peut pas s’ouvrir pour le moment. Rien n’a changé. Réessayez dans un instant.',
        payment_methods_too_many:
          'Vous avez 20 moyens de paiement enregistrés, c’est le maximum. Supprimez-en un d’abord.',
        payment_method_unfit: 'Aucun moyen de paiement ne peut être enregistré ici pour le moment.',
        payment_method_missing: 'Ce moyen de paiement n’est plus enregistré.',
        payment_method_needed:
          'C’est votre seul moyen de paiement, et une facture à payer y est prélevée automatiquement. Ajoutez-en un autre ou payez cette facture, et vous pourrez le supprimer.',
        payment_method_default: 'C’est votre moyen de paiement par défaut. Choisissez lequel doit le remplacer.',
        other: 'Cela n’a pas fonctionné, et rien n’a changé. Réessayez dans un instant.',
      },
    },

    links: {
      heading: 'Liens vers vos factures',
      text: 'Toute personne qui possède l’un de ces liens peut voir la facture et la payer sans se connecter. Si un lien est tombé entre de mauvaises mains, désactivez-le. Les autres liens restent valables, et le prochain e-mail en apportera un nouveau.',
      none: 'Les liens vers vos factures apparaîtront ici.',
      mailedTo: ({ address }) => `Envoyé à ${address}`,
      own: ({ seller }) => `Pour ${seller} même`,
      until: ({ day }) => `Valable jusqu’au ${day}`,
      expired: ({ day }) => `Expiré le ${day}`,
      unused: 'Pas encore utilisé',
      revoke: 'Désactiver ce lien',
      revoked: 'Ce lien ne fonctionne plus. Les autres liens restent valables.',
      next: 'Autres liens',
    },
    passkeys: {
      signIn: 'Se connecter avec une clé d’accès',
      refused: 'Cette clé d’accès ne fonctionne pas ici. Demandez plutôt un code.',
      failed: 'Votre appareil n’a pas répondu et rien ne s’est passé. Réessayez ou utilisez un code.',
      heading: 'Clés d’accès',
      text: 'Avec une clé d’accès, vous vous connectez par votre empreinte, votre visage ou le code PIN de votre appareil, sans code par e-mail.',
      add: 'Ajouter une clé d’accès pour cet appareil',
      added: ({ when }) => `Ajoutée : ${when}`,
      neverUsed: 'Pas encore utilisée',
      remove: 'Supprimer',
      notice: {
        added: 'La clé d’accès a été ajoutée. La prochaine fois, vous pourrez vous connecter avec elle.',
        removed: 'La clé d’accès a été supprimée. Si votre appareil la propose encore, vous pouvez l’y effacer.',
        refused:
          'La clé d’accès n’a pas été ajoutée. Reconnectez-vous et réessayez. Vous pouvez en avoir dix au maximum.',
      },
    },
    data: {
      text: ({ seller }) =>
        `Vous pouvez télécharger ici tout ce que ${seller} a enregistré à votre sujet : un seul fichier, une archive ZIP que des programmes peuvent lire aussi. Elle contient :`,
      files: {
        customer: 'vos coordonnées, vos contacts et votre solde',
        history: 'ce qui a été modifié, quand et par qui',
        invoices: 'vos factures avec toutes leurs lignes, et quand vous les avez consultées',
        items: 'les éléments qui ne figurent pas encore sur une facture émise',
        payments: 'vos paiements, remboursements et contestations',
        methods:
          'vos moyens de paiement enregistrés : type, marque et quatre derniers chiffres. Rien d’autre n’en est enregistré ici',
        messages: 'les messages que vous avez écrits',
        mails: 'les e-mails envoyés à vous et à vos contacts, et les liens qu’ils contiennent',
        sessions: 'le lieu et la date de vos connexions',
        statements: 'votre relevé de compte, année par année',
        documents: 'vos factures et vos reçus en PDF',
      },
      download: 'Télécharger mes données (ZIP)',
      erasure: {
        heading: 'Faire effacer mes données',
        goes: 'Vos coordonnées, contacts, moyens de paiement, connexions et messages sont effacés définitivement, et les liens vers vos factures cessent de fonctionner.',
        stays: ({ seller }) =>
          `Les factures émises, les reçus et les paiements restent chez ${seller} inchangés, aussi longtemps que la loi l’exige. Les factures à payer doivent d’abord être réglées.`,
        confirm: 'J’ai lu ce qui est effacé et ce qui est conservé, et je souhaite l’effacement de mes données.',
        unconfirmed: 'Cochez d’abord la case : ce qui est effacé ne peut pas être rétabli.',
        ask: ({ seller }) => `Demander à ${seller} d’effacer mes données`,
        asked: ({ seller, when }) =>
          `Vous avez demandé à ${seller} d’effacer vos données (${when}). Tant que ce n’est pas fait, vous pouvez retirer votre demande.`,
        withdraw: 'Retirer la demande',
        withdrawn: 'Votre demande est retirée. Rien n’a été effacé.',
      },
      leftOut:
        'Ces PDF ne tiennent pas dans cette archive. Vous les trouverez dans le portail, dans l’archive de leur année :',
      readme: {
        about: ({ seller, customer, when }) =>
          `Voici les données que ${seller} a enregistrées au sujet de ${customer}, à la date suivante : ${when}.`,
        fields:
          'Les fichiers qui se terminent par .json contiennent du texte en UTF-8 (RFC 8259). Les heures sont en secondes depuis le 1er janvier 1970 (UTC), les montants dans la plus petite unité de leur devise, par exemple en centimes. Dans history.json, ce qui figure sous « changes » est tel qu’enregistré, avec des heures en millisecondes.',
        leftOut:
          'Ne sont pas inclus les codes et les clés qui protègent votre accès, les copies de ce qui est énuméré ci-dessus et les données que votre prestataire de paiement conserve lui-même.',
      },
    },

    sessions: {
      text: 'Vous êtes connecté ici. Si vous ne reconnaissez pas un appareil, déconnectez-le.',
      current: 'Cet appareil',
      unknownBrowser: 'Un navigateur',
      way: {
        code: ({ when }) => `Connexion par un code reçu par e-mail, ${when}`,
        passkey: ({ when }) => `Connexion avec une clé d’accès, ${when}`,
        api: ({ when }) => `Connexion par le site du vendeur, ${when}`,
      },
      lastUsed: ({ when }) => `Dernière utilisation : ${when}`,
      end: 'Déconnecter',
      endAll: 'Déconnecter partout',
      ended: 'L’appareil a été déconnecté.',
    },
  }
}
