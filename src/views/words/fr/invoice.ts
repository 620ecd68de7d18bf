import type { InvoiceWords } from '../catalogue.ts'

export const invoice = (): InvoiceWords => ({
  document: {
    heading: 'Facture',
    from: 'De',
    to: 'Facturé à',
    shipTo: 'Livré à',
    number: 'Numéro de facture',
    issued: 'Date d’émission',
    due: 'Échéance',
    purchaseOrder: 'Numéro de commande',
    buyerReference: 'Votre référence',
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
    taxByLine:
      'La taxe est arrondie ligne par ligne et peut donc différer de quelques centièmes du taux appliqué au total.',
    lineDiscounts: 'Remises sur certaines lignes',
    taxNotCharged: 'Taxe non facturée',
    paid: 'Payé',
    toPay: 'Montant à payer',
    remaining: 'Reste à payer',
    paidInFull: 'Entièrement payée',
    nothingDue: 'Rien à payer',
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
    customer_balance: 'Virement bancaire',
    link: 'Link',
    other: 'Autre',
  },

  endingIn: ({ method, last4 }) => `${method} se terminant par ${last4}`,
  paidElsewhere: 'Payé hors de cette page',
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

  nothingCharged: 'Rien n’a été débité.',
  nextTry: ({ date }) => `Il sera retenté automatiquement le ${date}, sauf si vous payez avant.`,

  payOnline: {
    title: 'Payer en ligne',
    text: 'Scannez le code avec votre téléphone ou ouvrez cette adresse :',
    alt: 'Code contenant l’adresse où payer la facture',
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
})
