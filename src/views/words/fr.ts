import type { Words } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('fr')

export const fr: Words = {
  title: {
    toPay: ({ amount, number, seller }) => `Payer ${amount} à ${seller} – facture ${number}`,
    processing: ({ amount, number, seller }) => `${amount} en route vers ${seller} – facture ${number}`,
    paid: ({ amount, number, seller }) => `Payée : ${amount} à ${seller} – facture ${number}`,
    refunded: ({ amount, number, seller }) => `Remboursée : ${amount} par ${seller} – facture ${number}`,
    reversed: ({ amount, number, seller }) => `Paiement repris : ${amount} à ${seller} – facture ${number}`,
    void: ({ amount, number, seller }) => `Annulée : facture ${number} de ${seller} – ${amount}`,
    problem: ({ title }) => `Il y a un problème – ${title}`,
  },

  standing: {
    open: 'À payer',
    due_soon: 'Bientôt à échéance',
    past_due: 'En retard',
    part_paid: 'Payée en partie',
    processing: 'Paiement en cours',
    paid: 'Payée',
    refunded: 'Remboursée',
    reversed: 'Paiement repris',
    void: 'Annulée',
    uncollectible: 'Impayée',
  },

  due: {
    on: ({ date }) => `À payer d’ici le ${date}`,
    today: ({ date }) => `À payer aujourd’hui, ${date}`,
    was: ({ date }) => `À payer depuis le ${date}`,
    daysLeft: ({ days }) => plural(days, { one: `encore ${days.text} jour`, other: `encore ${days.text} jours` }),
    daysLate: ({ days }) => plural(days, { one: `${days.text} jour de retard`, other: `${days.text} jours de retard` }),
    onReceipt: 'À payer dès réception',
  },

  pay: {
    invoice: ({ number }) => `Facture ${number}`,
    amountToPay: 'Montant à payer',
    stillToPay: 'Reste à payer',
    amountOnItsWay: 'Votre paiement',
    amountPaid: 'Montant payé',
    amountRefunded: 'Montant remboursé',
    amountReversed: 'Montant repris',
    cancelledAmount: 'Rien à payer',
    paidOfDue: ({ paid, due }) => `${paid} payés sur ${due}`,
    howToPay: 'Comment souhaitez-vous payer ?',
    anotherWay: 'Payer autrement',
    atProvider: 'Vous continuerez sur la page sécurisée de notre prestataire de paiement.',
    confirmMaybe: 'Votre banque vous demandera peut-être une confirmation.',
    expires: ({ date }) => `Valable jusqu’à ${date}`,
    button: ({ amount }) => `Payer ${amount}`,
    underWay: 'Un instant…',
    keepQuestion: ({ seller }) => `Enregistrer ce moyen de paiement pour mes prochaines factures de ${seller}`,
    keepHint: ({ seller }) =>
      `${seller} pourra alors l’utiliser pour les factures dont vous avez accepté le paiement automatique. Vous pouvez demander sa suppression à tout moment.`,
    keepNotice: ({ seller }) =>
      `En payant, vous autorisez ${seller} à enregistrer ce moyen de paiement et à l’utiliser pour les factures suivantes que vous avez acceptées. Vous pouvez demander sa suppression à tout moment.`,
    continueTitle: 'Vous avez déjà commencé à payer',
    continueText: ({ amount, date }) =>
      `Vous avez commencé un paiement de ${amount} le ${date}. Rien n’a encore été débité.`,
    continueButton: 'Continuer le paiement',
    confirmTitle: 'Votre banque veut s’assurer que c’est bien vous',
    confirmText: ({ amount }) =>
      `Votre paiement de ${amount} sera effectué dès que vous l’aurez confirmé auprès de votre banque.`,
    confirmButton: 'Confirmer auprès de ma banque',
    tryAnother: 'Essayer une autre carte ou un autre compte',
    payDifferently: 'Payer plutôt autrement',
    tooSmallText: ({ seller }) =>
      `Le montant est trop faible pour un paiement en ligne. Demandez à ${seller} comment payer, ou s’il peut être reporté sur la prochaine facture.`,
    tooFineText: ({ seller }) =>
      `Les cartes et les banques n’acceptent pas un montant aussi précis dans cette devise. Demandez à ${seller} de l’arrondir ou de vous indiquer un autre moyen de payer.`,
    inPartsText: ({ part, rest }) =>
      `Le montant est trop élevé pour un seul paiement. Vous payez ${part} maintenant, puis les ${rest} restants juste après.`,
    noMethodTitle: 'Cette facture ne peut pas être payée en ligne',
    noMethodText: ({ seller }) =>
      `Aucun moyen de paiement en ligne ne convient à ce montant et à cette devise. Demandez à ${seller} comment payer.`,
    notOnlineText: ({ seller }) =>
      `${seller} n’accepte plus de paiement en ligne pour cette facture. Demandez-leur comment payer.`,
    checkingTitle: 'Nous vérifions votre paiement',
    checkingText: 'Cela prend en général quelques secondes. Ne payez pas une seconde fois.',
    processingTitle: 'Votre paiement est en cours',
    processingText: ({ amount, date, seller }) =>
      `Vous avez envoyé ${amount} le ${date}. Les banques peuvent mettre quelques jours ouvrés. Vous n’avez rien à faire : ${seller} vous enverra un reçu par e-mail.`,
    paidTitle: 'Merci, cette facture est payée',
    paidOn: ({ date }) => `Payée le ${date}`,
    paidWith: ({ date, method }) => `Payée le ${date} par ${method}`,
    nothingDueText: 'Il ne restait rien à payer sur cette facture.',
    refundedTitle: 'Votre paiement a été remboursé',
    refundedText: ({ amount, seller }) => `${seller} a remboursé ${amount}. Vous n’avez rien à faire.`,
    reversedTitle: 'Votre paiement a été repris par la banque',
    reversedText: ({ amount, seller }) =>
      `Votre banque a repris ${amount} à ${seller} à la suite d’une contestation. Pour toute question, contactez ${seller}.`,
    voidTitle: 'Cette facture a été annulée',
    voidText: ({ date, seller }) => `${seller} l’a annulée le ${date}. Vous n’avez rien à payer.`,
    returnButton: ({ host }) => `Continuer vers ${host}`,
    print: 'Imprimer ou enregistrer en PDF',
  },

  transfer: {
    summary: 'Payer par virement',
    onlyTitle: 'Merci de payer par virement',
    whyNotOnline: {
      too_small: 'Le montant est trop petit pour un paiement en ligne.',
      too_fine: 'Les cartes n’acceptent pas un montant aussi précis dans cette devise.',
      otherwise: 'Cette facture ne peut pas être payée en ligne.',
    },
    text: ({ seller }) =>
      `Indiquez la référence pour que ${seller} sache quelle facture vous payez. La facture apparaîtra comme payée dès que ${seller} aura enregistré l’argent reçu.`,
    mailText: ({ seller }) =>
      `Vous pouvez payer par virement. Indiquez la référence pour que ${seller} sache quelle facture vous payez.`,
    check: ({ seller }) =>
      `Si un autre e-mail vous indique un autre compte, appelez ${seller} à un numéro que vous connaissez déjà avant de payer.`,
    amount: 'Montant',
    reference: 'Référence',
    holder: 'Titulaire du compte',
    accountNumber: 'Numéro de compte',
    bankName: 'Banque',
    bankCode: {
      routing_number: 'Numéro de routage',
      sort_code: 'Code de tri (sort code)',
      bank_code: 'Code banque',
    },
  },

  notice: {
    paid: { what: 'Votre paiement a réussi.', next: 'Vous recevrez un reçu par e-mail.' },
    partPaid: { what: 'Votre paiement a réussi.', next: 'Ce qui reste à payer figure ci-dessous.' },
    processing: {
      what: 'Votre paiement est en cours.',
      next: 'Votre banque le confirmera sous quelques jours ouvrés. Vous n’avez rien à faire.',
    },
    checking: {
      what: 'Nous attendons des nouvelles de votre paiement.',
      next: 'Cette page se met à jour toute seule. Ne payez pas une seconde fois.',
    },
    canceled: {
      what: 'Vous êtes de retour sans avoir payé.',
      next: 'Rien n’a été débité. Vous pouvez payer ci-dessous quand vous le souhaitez.',
    },
    challenge: {
      what: 'Votre banque n’a pas encore confirmé que c’est bien vous.',
      next: 'Rien n’a été débité. Continuez ci-dessous ou payez autrement.',
    },
  },

  lastFailure: ({ amount, date }) => `Un paiement de ${amount} le ${date} n’a pas abouti.`,
  nothingCharged: 'Rien n’a été débité.',
  lastUnfinished: ({ amount, date }) =>
    `Le paiement de ${amount} que vous avez commencé le ${date} n’a pas été terminé à temps.`,
  nextTry: ({ date }) => `Il sera retenté automatiquement le ${date}, sauf si vous payez avant.`,

  decline: {
    declined: {
      what: 'Votre banque a refusé ce paiement.',
      next: 'Payez autrement, ou renseignez-vous auprès de votre banque puis réessayez.',
    },
    insufficient_funds: {
      what: 'Il n’y avait pas assez d’argent sur le compte pour ce paiement.',
      next: 'Payez autrement, ou réessayez quand le compte sera suffisamment approvisionné.',
    },
    limit_exceeded: {
      what: 'Ce paiement dépasse un plafond de la carte ou du compte.',
      next: 'Payez autrement, ou demandez à votre banque de relever le plafond.',
    },
    expired: { what: 'Cette carte a expiré.', next: 'Utilisez une autre carte, ou votre nouvelle carte.' },
    incorrect_number: {
      what: 'Le numéro de carte n’est pas correct.',
      next: 'Vérifiez le numéro sur la carte et réessayez.',
    },
    incorrect_expiry: {
      what: 'La date d’expiration n’est pas correcte.',
      next: 'Vérifiez le mois et l’année sur la carte et réessayez.',
    },
    incorrect_code: {
      what: 'Le code de sécurité n’est pas correct.',
      next: 'Vérifiez les trois ou quatre chiffres sur la carte et réessayez.',
    },
    incorrect_address: {
      what: 'L’adresse ou le code postal ne correspond pas à la carte.',
      next: 'Saisissez l’adresse que connaît votre banque et réessayez.',
    },
    incorrect_pin: { what: 'Le code secret manquait ou était faux.', next: 'Réessayez, ou payez autrement.' },
    confirmation_needed: {
      what: 'Votre banque veut s’assurer que c’est bien vous.',
      next: 'Payez à nouveau et confirmez le paiement dans l’application ou sur le site de votre banque.',
    },
    confirmation_failed: {
      what: 'Votre banque n’a pas pu confirmer que c’est bien vous.',
      next: 'Réessayez en gardant votre téléphone à portée de main, ou payez autrement.',
    },
    not_supported: {
      what: 'Cette carte ou ce compte ne permet pas ce type de paiement.',
      next: 'Utilisez une autre carte, ou payez autrement.',
    },
    currency_not_supported: {
      what: 'Cette carte ou ce compte ne permet pas de payer dans cette devise.',
      next: 'Utilisez une autre carte, ou payez autrement.',
    },
    amount_not_supported: {
      what: 'Ce moyen de paiement n’accepte pas ce montant.',
      next: 'Payez autrement.',
    },
    try_again: {
      what: 'Le paiement n’a pas pu être traité pour le moment.',
      next: 'Réessayez dans quelques minutes, ou payez autrement.',
    },
    duplicate: {
      what: 'Un paiement du même montant vient d’être effectué.',
      next: 'Vérifiez vos dernières opérations avant de payer à nouveau.',
    },
    account_closed: {
      what: 'Ce compte bancaire est clôturé.',
      next: 'Utilisez un autre compte, ou payez autrement.',
    },
    account_invalid: {
      what: 'La banque n’a pas trouvé ce compte, ou ne peut pas l’utiliser.',
      next: 'Vérifiez les coordonnées du compte, ou payez autrement.',
    },
    debit_not_authorized: {
      what: 'D’après la banque, ce prélèvement n’était pas autorisé.',
      next: 'Payez à nouveau en acceptant le prélèvement, ou payez autrement.',
    },
    permission_withdrawn: {
      what: 'L’autorisation de débiter cette carte ou ce compte a été retirée.',
      next: 'Payez autrement, ou demandez à votre banque de l’autoriser à nouveau.',
    },
    method_gone: {
      what: 'Le moyen de paiement enregistré n’est plus utilisable.',
      next: 'Choisissez un autre moyen de paiement.',
    },
    took_too_long: {
      what: 'Le paiement n’a pas été terminé à temps.',
      next: 'Vous pouvez recommencer.',
    },
    test_card: { what: 'C’est une carte de test.', next: 'Utilisez une vraie carte.' },
    unknown: {
      what: 'Le paiement n’a pas abouti.',
      next: 'Réessayez, ou payez autrement. Si cela continue, renseignez-vous auprès de votre banque.',
    },
  },

  slowDown: {
    what: 'Plusieurs paiements de suite ont été refusés.',
    why: 'Pour protéger les cartes et les comptes, chaque nouvel essai doit attendre un peu plus longtemps. Rien n’a été débité.',
    next: ({ minutes }) =>
      plural(minutes, {
        one: `Réessayez dans ${minutes.text} minute.`,
        other: `Réessayez dans ${minutes.text} minutes.`,
      }),
  },

  refusal: {
    amount_changed: {
      what: 'Le montant a changé depuis que vous avez ouvert cette page.',
      next: 'Vérifiez le nouveau montant ci-dessous. Rien n’a été débité.',
    },
    already_paid: {
      what: 'Cette facture est déjà payée.',
      next: 'Vous n’avez rien à faire. Rien de plus n’a été débité.',
    },
    voided: { what: 'Cette facture ne peut plus être payée.', next: 'Rien n’a été débité.' },
    in_progress: {
      what: 'Un paiement pour cette facture est déjà en cours.',
      next: 'Attendez qu’il soit terminé avant d’en commencer un autre. Rien de plus n’a été débité.',
    },
    method_unavailable: {
      what: 'Ce moyen de paiement n’est pas disponible pour cette facture.',
      next: 'Choisissez-en un autre ci-dessous. Rien n’a été débité.',
    },
    amount_unfit: {
      what: 'Ce montant est trop petit ou trop grand pour le moyen choisi.',
      next: 'Choisissez-en un autre ci-dessous. Rien n’a été débité.',
    },
    provider_unavailable: {
      what: 'Nous n’arrivons pas à joindre notre prestataire de paiement.',
      next: 'Rien de nouveau n’a été commencé. Réessayez dans quelques minutes.',
    },
    too_many: {
      what: 'Vous avez essayé de nombreuses fois de suite.',
      next: 'Patientez quelques minutes, puis réessayez.',
    },
    link_invalid: { what: 'Ce lien ne fonctionne plus.', next: 'Demandez-en un nouveau.' },
    not_online: {
      what: 'Cette facture ne peut plus être payée en ligne.',
      next: 'Rien n’a été débité. Demandez à l’entreprise qui l’a envoyée comment payer.',
    },
    not_understood: {
      what: 'Nous n’avons pas pu lire ce que votre navigateur a envoyé.',
      next: 'Rien n’a été débité. Vérifiez la page et réessayez.',
    },
  },

  methodType: {
    card: 'Carte',
    sepa_debit: 'Prélèvement SEPA',
    us_bank_account: 'Compte bancaire américain',
    bacs_debit: 'Prélèvement Bacs',
    au_becs_debit: 'Prélèvement BECS',
    acss_debit: 'Débit préautorisé',
    bancontact: 'Bancontact',
    eps: 'EPS',
    ideal: 'iDEAL',
    p24: 'Przelewy24',
    link: 'Link',
    other: 'Autre',
  },
  endingIn: ({ method, last4 }) => `${method} se terminant par ${last4}`,
  paidElsewhere: 'Payé hors de cette page',

  document: {
    heading: 'Facture',
    from: 'De',
    to: 'Facturé à',
    shipTo: 'Livré à',
    number: 'Numéro de facture',
    issued: 'Date d’émission',
    due: 'Échéance',
    description: 'Désignation',
    quantity: 'Qté',
    unitPrice: 'Prix unitaire',
    tax: 'Taxe',
    amount: 'Montant',
    period: ({ from, to }) => `${from} – ${to}`,
    noDescription: 'Sans désignation',
    discount: 'Remise',
    discountOf: ({ name, percent }) => `${name} (remise de ${percent})`,
    percentOff: ({ percent }) => `Remise de ${percent}`,
    subtotal: 'Sous-total',
    taxOn: ({ name, percent, taxable }) => `${name} ${percent} sur ${taxable}`,
    taxIncluded: ({ name, percent, taxable }) => `${name} ${percent} sur ${taxable} (incluse)`,
    total: 'Total',
    creditApplied: 'Réglé avec votre avoir',
    balanceCarried: 'Report d’un solde antérieur',
    lineDiscounts: 'Remises sur certaines lignes',
    taxNotCharged: 'Taxe non facturée',
    paid: 'Payé',
    remaining: 'Reste à payer',
    reverseCharge: 'Autoliquidation : la TVA est due par le preneur (art. 196 de la directive 2006/112/CE).',
    exempt: 'Aucune taxe n’est facturée : le destinataire en est exonéré.',
    reverseChargeShort: 'Autoliquidation',
    exemptShort: 'Exonéré',
    memo: 'Remarque',
    payments: 'Paiements',
    refunded: ({ amount }) => `${amount} remboursés`,
    disputed: ({ amount }) => `${amount} contestés auprès de la banque`,
    reversed: ({ amount }) => `${amount} repris par la banque`,
    keptAsCredit: ({ amount, seller }) =>
      `${amount} de plus que le montant dû sont arrivés. ${seller} les garde en avoir pour vous.`,
    onItsWay: 'En cours',
  },

  taxId: { vat: 'Nº TVA', gst: 'Nº TPS', tax: 'Nº fiscal', business: 'Nº d’entreprise' },

  help: {
    heading: 'Des questions sur cette facture ?',
    text: ({ seller }) => `Si quelque chose est faux ou n’est pas clair, dites-le à ${seller} avant de payer.`,
    textSettled: ({ seller }) => `Si quelque chose est faux ou n’est pas clair, dites-le à ${seller}.`,
    mail: 'E-mail',
    phone: 'Téléphone',
    website: 'Site web',
    none: ({ seller }) => `Répondez à l’e-mail par lequel ${seller} vous a envoyé cette facture.`,
    genuine: ({ seller }) =>
      `Vous doutez de l’authenticité de cette page ? Appelez ${seller} à un numéro que vous connaissez déjà.`,
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

  home: {
    title: 'Remit',
    what: 'Des factures que l’on paie avec plaisir.',
    next: 'Si vous avez une facture à payer, ouvrez le lien de l’e-mail que vous avez reçu.',
  },

  mail: {
    greeting: 'Bonjour,',
    greetingTo: ({ name }) => `Bonjour ${name},`,
    viewAndPay: ({ amount }) => `Voir et payer ${amount}`,
    viewInvoice: 'Voir la facture',
    confirmWithBank: 'Confirmer le paiement',
    orOpen: 'Ou ouvrez ce lien :',
    linkLine: ({ label }) => `${label} :`,
    amountDue: 'Montant à payer',
    invoiceNumber: 'Facture',
    issued: 'Date d’émission',
    due: 'Échéance',
    total: 'Total',
    paid: 'Payé',
    stillToPay: 'Reste à payer',
    paidOn: 'Payé le',
    paidWith: 'Payé par',
    triedWith: 'Tenté avec',
    tried: 'Tenté le',
    nextTry: 'Prochain essai',
    moreLines: ({ lines }) =>
      plural(lines, { one: `et ${lines.text} autre ligne`, other: `et ${lines.text} autres lignes` }),
    questions: ({ seller }) => `Des questions ? Répondez à cet e-mail, ou contactez ${seller} :`,
    questionsReply: ({ seller }) => `Des questions ? Répondez à cet e-mail, ${seller} vous aidera.`,
    linkIsYours: 'Ce lien vous est personnel. Toute personne qui l’a peut voir cette facture.',
    noLinkText: ({ seller }) => `Merci de payer comme convenu avec ${seller}.`,

    invoice: {
      subject: ({ number, seller, amount, due }) => `Facture ${number} de ${seller} : ${amount}, échéance le ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `Facture ${number} de ${seller} : ${amount}`,
      subjectPaid: ({ number, seller, amount }) => `Facture ${number} de ${seller} : ${amount}, déjà réglée`,
      heading: ({ seller }) => `Votre facture de ${seller}`,
      text: ({ seller, amount, due }) =>
        `${seller} vous a envoyé une facture de ${amount}. Merci de la payer au plus tard le ${due}.`,
      textWithoutDue: ({ seller, amount }) => `${seller} vous a envoyé une facture de ${amount}.`,
      textPaid: ({ seller, amount }) =>
        `${seller} vous a envoyé une facture de ${amount}. Elle est déjà réglée : vous n’avez rien à payer.`,
      textRefunded: ({ amount, seller }) =>
        `${seller} vous a envoyé une facture de ${amount}. Elle a été payée, puis le paiement a été remboursé : vous n’avez rien à payer.`,
      textReversed: ({ amount, seller }) =>
        `${seller} vous a envoyé une facture de ${amount}. Votre banque en a repris le paiement à la suite d’une contestation.`,
    },
    reminder: {
      before: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `À payer demain : ${amount} à ${seller}, facture ${number}`,
            other: `À payer dans ${days.text} jours : ${amount} à ${seller}, facture ${number}`,
          }),
        heading: ({ due }) => `Petit rappel : échéance le ${due}`,
        text: ({ number, seller, amount, due }) =>
          `La facture ${number} de ${seller} arrive à échéance le ${due}. Il reste ${amount} à payer.`,
        close: 'Si vous avez déjà payé, merci. Vous pouvez ignorer cet e-mail.',
      },
      today: {
        subject: ({ number, seller, amount }) => `À payer aujourd’hui : ${amount} à ${seller}, facture ${number}`,
        heading: 'Votre facture est à payer aujourd’hui',
        text: ({ number, seller, amount }) =>
          `La facture ${number} de ${seller} arrive à échéance aujourd’hui. Il reste ${amount} à payer.`,
        close: 'Si vous avez déjà payé, merci. Vous pouvez ignorer cet e-mail.',
      },
      late: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `${days.text} jour de retard : ${amount} à ${seller}, facture ${number}`,
            other: `${days.text} jours de retard : ${amount} à ${seller}, facture ${number}`,
          }),
        heading: 'Cette facture vous a-t-elle échappé ?',
        text: ({ number, seller, amount, due }) =>
          `La facture ${number} de ${seller} était à payer pour le ${due}. Nous n’avons pas encore reçu votre paiement de ${amount}.`,
        close: 'Si votre paiement est en route, merci. Si quelque chose ne va pas dans la facture, dites-le-nous.',
      },
      later: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Toujours impayée après ${days.text} jour : ${amount} à ${seller}, facture ${number}`,
            other: `Toujours impayée après ${days.text} jours : ${amount} à ${seller}, facture ${number}`,
          }),
        heading: 'Votre facture est toujours impayée',
        text: ({ number, seller, amount, due }) =>
          `La facture ${number} de ${seller} était à payer pour le ${due}, et ${amount} restent impayés. Merci de la payer cette semaine.`,
        close:
          'Si vous ne pouvez pas payer maintenant, écrivez-nous dès aujourd’hui pour que nous trouvions une solution ensemble.',
      },
      last: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Merci de payer maintenant : ${amount} à ${seller}, ${days.text} jour de retard, facture ${number}`,
            other: `Merci de payer maintenant : ${amount} à ${seller}, ${days.text} jours de retard, facture ${number}`,
          }),
        heading: 'Merci de payer cette facture maintenant',
        text: ({ number, seller, amount, due }) =>
          `La facture ${number} de ${seller} est à payer depuis le ${due}. Malgré nos rappels, ${amount} restent impayés. Merci de la payer maintenant.`,
        close: 'Si vous contestez cette facture ou ne pouvez pas la payer, écrivez-nous dès aujourd’hui.',
      },
    },
    receipt: {
      subject: ({ number, seller, amount, date }) => `Reçu : ${amount} payés à ${seller} le ${date}, facture ${number}`,
      subjectPart: ({ number, seller, amount, remaining }) =>
        `${amount} reçus par ${seller}, reste ${remaining} à payer, facture ${number}`,
      heading: 'Merci pour votre paiement',
      text: ({ number, seller, amount }) =>
        `${seller} a reçu votre paiement de ${amount}. La facture ${number} est entièrement payée.`,
      textPart: ({ number, seller, amount, remaining }) =>
        `${seller} a reçu votre paiement de ${amount} pour la facture ${number}. Il reste ${remaining} à payer.`,
    },
    failed: {
      subject: ({ number, seller, amount }) =>
        `Votre paiement de ${amount} à ${seller} n’a pas abouti, facture ${number}`,
      heading: 'Votre paiement n’a pas abouti',
      text: ({ number, seller, amount, date }) =>
        `Le ${date}, nous avons essayé d’encaisser ${amount} pour la facture ${number} de ${seller}.`,
      button: ({ amount }) => `Payer ${amount} maintenant`,
    },
    action: {
      subject: ({ number, seller, amount }) =>
        `Merci de confirmer votre paiement de ${amount} à ${seller}, facture ${number}`,
      heading: 'Votre banque veut s’assurer que c’est bien vous',
      text: ({ number, seller, amount }) =>
        `Votre banque vous demande de confirmer le paiement de ${amount} pour la facture ${number} de ${seller}. Rien n’a encore été débité.`,
      next: 'Cela prend environ une minute. Gardez votre téléphone ou votre application bancaire à portée de main.',
    },
    fresh: {
      subject: ({ number, seller, amount, due }) =>
        `Votre nouveau lien vers la facture ${number} de ${seller} : ${amount}, échéance le ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) =>
        `Votre nouveau lien vers la facture ${number} de ${seller} : ${amount}`,
      heading: 'Voici votre nouveau lien',
      text: ({ number, seller }) =>
        `Vous avez demandé un nouveau lien vers la facture ${number} de ${seller}. Le voici.`,
      notYou: 'Si vous ne l’avez pas demandé, vous pouvez ignorer cet e-mail.',
    },
  },
}
