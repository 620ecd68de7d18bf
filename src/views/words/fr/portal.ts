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
    places: { overview: 'Aperçu', invoices: 'Factures', statement: 'Relevé', sessions: 'Appareils' },

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
      arrived: 'Merci, votre paiement est arrivé.',
      underWay: 'Merci. Votre paiement est en cours ; il s’affichera ici dès son arrivée.',
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
      none: 'Vos factures s’afficheront ici.',
      noneFound: 'Aucune facture ne correspond.',
      list: ({ year }) => `Liste ${year} (CSV)`,
      documents: ({ year }) => `Tous les PDF de ${year} (ZIP)`,
      showAll: 'Voir toutes les factures',
      pages: 'Pages',
      first: 'Revenir au début',
      next: 'Autres factures',
    },

    sessions: {
      text: 'Vous êtes connecté ici. Si vous ne reconnaissez pas un appareil, déconnectez-le.',
      current: 'Cet appareil',
      unknownBrowser: 'Un navigateur',
      way: {
        code: ({ when }) => `Connexion par un code reçu par e-mail, ${when}`,
        api: ({ when }) => `Connexion par le site du vendeur, ${when}`,
      },
      lastUsed: ({ when }) => `Dernière utilisation : ${when}`,
      end: 'Déconnecter',
      endAll: 'Déconnecter partout',
    },
  }
}
