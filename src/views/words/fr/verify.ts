import type { VerifyWords } from '../catalogue.ts'

export const verify = (): VerifyWords => ({
  form: {
    title: 'Votre document est-il authentique ?',
    what: 'Chaque facture et chaque reçu émis ici porte un code en bas de ses pages.',
    next: 'Saisissez-le pour voir le bénéficiaire, le montant et le compte bancaire tels qu’ils ont été émis.',
    code: 'Code figurant sur le document',
    button: 'Vérifier',
  },
  refused: {
    title: 'Aucun document ne porte ce code',
    what: 'Merci de comparer le code avec votre document, caractère par caractère.',
    next: 'S’il est identique, le document n’a pas été émis ici. Ne le payez pas et interrogez le bénéficiaire à un numéro que vous connaissez déjà.',
  },
  genuine: { invoice: 'Cette facture est authentique', receipt: 'Ce reçu est authentique' },
  revised: 'Cette facture est authentique, mais elle a été remplacée',
  outdated: {
    invoice: 'Cette facture est authentique, mais elle a été annulée',
    receipt: 'Ce reçu est authentique, mais ce n’est pas le plus récent',
  },
  compare: 'Comparez votre exemplaire avec ce qui a été émis. S’il en diffère, il a été modifié.',
  payee: 'Bénéficiaire',
  receiptNumber: 'Numéro du reçu',
  forInvoice: 'Pour la facture',
  amountPaid: 'Montant payé',
  paidOn: 'Payé le',
  account: {
    heading: 'Compte bancaire figurant sur le document',
    check: 'Si votre exemplaire indique un autre compte, n’y versez rien.',
    none: 'Le document n’indique aucun compte bancaire. Si votre exemplaire en indique un, n’y versez rien.',
  },
  changes: {
    heading: 'Depuis son émission',
    nothing: 'Rien n’a changé : c’est la version la plus récente.',
    replaced: ({ date }) =>
      `Une version plus récente a été émise le ${date}, car un montant a été remboursé. Utilisez celle-ci.`,
    voided: ({ date }) => `La facture a été annulée le ${date}. Ne la payez pas.`,
    revised: ({ date, number }) => `La facture ${number} l’a remplacée le ${date}. Ne payez pas celle-ci.`,
    paid: ({ date }) => `La facture a été entièrement payée le ${date}. Il ne reste rien à payer.`,
    partPaid: 'Une partie de la facture a été payée.',
    paidBack: 'Ce qui avait été payé a été remboursé.',
    bankAccount: 'Le bénéficiaire a changé de compte bancaire. Les virements vont désormais à celui-ci :',
    noAccount: 'Le bénéficiaire n’accepte plus de virements sur ce compte. Renseignez-vous avant de payer.',
  },
  file: {
    heading: 'Votre fichier est-il intact ?',
    text: 'Choisissez le PDF ou déposez-le sur cette page. Votre navigateur le compare : il n’est envoyé nulle part.',
    choose: 'Choisir le PDF',
    same: 'C’est exactement le fichier qui a été émis.',
    older: 'Ce fichier a bien été émis, mais une version plus récente l’a remplacé.',
    other: 'Ce n’est pas le fichier qui a été émis. Il a pu être modifié : ne payez pas sur un compte qui y figure.',
    resaved: 'Un fichier imprimé ou enregistré de nouveau diffère aussi. Comparez alors son contenu avec cette page.',
    unreadable: 'Votre navigateur n’a pas pu lire ce fichier. Merci de réessayer.',
    fingerprint: 'Empreinte du fichier (SHA-256)',
    command: ({ command }) => `Pour comparer vous-même, exécutez ${command} sur votre fichier.`,
  },
})
