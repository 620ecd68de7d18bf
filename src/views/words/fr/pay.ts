import type { PayWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const pay = (): PayWords => {
  const plural = pluralIn('fr')
  return {
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
      daysLeft: ({ days }) =>
        plural(days, {
          one: `encore ${days.text} jour`,
          many: `encore ${days.text} de jours`,
          other: `encore ${days.text} jours`,
        }),
      daysLate: ({ days }) =>
        plural(days, {
          one: `${days.text} jour de retard`,
          many: `${days.text} de jours de retard`,
          other: `${days.text} jours de retard`,
        }),
      onReceipt: 'À payer dès réception',
    },

    versions: {
      replaces: ({ number }) => `Cette facture remplace la facture ${number}`,
      payThis: 'Ne payez que celle-ci.',
      changed: 'Ce qui a changé :',
      parts: {
        details: 'Vos coordonnées',
        items: 'Lignes',
        amount: 'Montant',
        due: 'Échéance',
        purchaseOrder: 'Numéro de commande',
        notes: 'Remarques',
      },
      older: ({ number }) => `Voir la facture ${number}`,
      replacedTitle: ({ number }) => `La facture ${number} a remplacé celle-ci`,
      replacedText: ({ date }) => `Elle a été émise le ${date}. Vous n’avez pas à payer celle-ci.`,
      newer: ({ number }) => `Ouvrir la facture ${number}`,
    },
    pay: {
      invoice: ({ number }) => `Facture ${number}`,
      amountOnItsWay: 'Votre paiement',
      amountPaid: 'Montant payé',
      amountRefunded: 'Montant remboursé',
      amountReversed: 'Montant repris',
      cancelledAmount: 'Rien à payer',
      paidOfDue: ({ paid, due }) => `${paid} payés sur ${due}`,
      howToPay: 'Comment souhaitez-vous payer ?',
      anotherWay: 'Payer autrement',
      checkoutBy: ({ provider }) => `Paiement sécurisé par ${provider}`,
      confirmMaybe: 'Votre banque vous demandera peut-être une confirmation.',
      expires: ({ date }) => `Valable jusqu’à ${date}`,
      button: ({ amount }) => `Payer ${amount}`,
      underWay: 'Un instant…',
      keepQuestion: 'Enregistrer pour mes prochaines factures',
      keepHint: ({ seller }) =>
        `${seller} enregistre ce moyen de paiement et pourra l’utiliser pour les factures dont vous avez accepté le paiement automatique. Vous pouvez demander sa suppression à tout moment.`,
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
      togetherText: ({ others }) =>
        plural(others, {
          one: 'Ce paiement règle cette facture et une autre.',
          many: `Ce paiement règle cette facture et ${others.text} d’autres.`,
          other: `Ce paiement règle cette facture et ${others.text} autres.`,
        }),
      transferTitle: 'Nous attendons votre virement',
      transferText: ({ amount, date }) =>
        `Vous avez choisi le ${date} de virer ${amount}. Cette facture sera indiquée comme payée dès que l’argent sera arrivé, ce qui peut prendre quelques jours ouvrés.`,
      transferPartTitle: 'Une partie de votre virement est arrivée',
      transferPartText:
        'Merci d’envoyer le reste sur le même compte. Les coordonnées bancaires indiquent combien il manque.',
      transferButton: 'Afficher les coordonnées bancaires',
      tryAnother: 'Essayer une autre carte ou un autre compte',
      payDifferently: 'Payer plutôt autrement',
      tooSmallText: ({ seller }) =>
        `Le montant est trop faible pour un paiement en ligne. Demandez à ${seller} comment payer, ou s’il peut être reporté sur la prochaine facture.`,
      tooFineText: ({ seller }) =>
        `Les cartes et les banques n’acceptent pas un montant aussi précis dans cette devise. Demandez à ${seller} de l’arrondir ou de vous indiquer un autre moyen de payer.`,
      overLimitText: ({ method, most }) =>
        `${method} n’accepte pas plus de ${most} par paiement. Veuillez payer autrement.`,
      inPartsText: ({ part, rest }) =>
        `Le montant est trop élevé pour un seul paiement. Vous payez ${part} maintenant, puis les ${rest} restants juste après.`,
      part: {
        summary: 'Payer une partie',
        label: 'Combien souhaitez-vous payer maintenant ?',
        range: ({ least, most }) => `De ${least} à ${most}. Le reste sera encore à payer.`,
        next: 'Continuer',
        chosen: ({ part, rest }) => `Vous payez ${part} maintenant. Il restera ensuite ${rest} à payer.`,
        whole: ({ amount }) => `Tout payer : ${amount}`,
        unreadable: ({ example }) =>
          `Nous ne sommes pas sûrs du montant que vous voulez dire. Écrivez-le ainsi : ${example}`,
        nearest: ({ amount }) => `Ce montant ne peut pas être payé. Le plus proche qui peut l’être est ${amount}.`,
        nearestTwo: ({ lower, upper }) =>
          `Ce montant ne peut pas être payé. Les plus proches qui peuvent l’être sont ${lower} et ${upper}.`,
      },
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
      print: 'Imprimer cette page',
      downloadInvoice: 'Télécharger la facture',
      eInvoice: 'Facture électronique (XML)',
      downloadReceipt: 'Télécharger le reçu',
      downloadReceiptOf: ({ number }) => `Télécharger le reçu ${number}`,
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
    lastUnfinished: ({ amount, date }) =>
      `Le paiement de ${amount} que vous avez commencé le ${date} n’a pas été terminé à temps.`,
    slowDown: {
      what: 'Plusieurs paiements de suite ont été refusés.',
      why: 'Pour protéger les cartes et les comptes, chaque nouvel essai doit attendre un peu plus longtemps. Rien n’a été débité.',
      next: ({ minutes }) =>
        plural(minutes, {
          one: `Réessayez dans ${minutes.text} minute.`,
          many: `Réessayez dans ${minutes.text} de minutes.`,
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
      part_unfit: {
        what: 'Cette partie ne peut pas être payée.',
        next: 'Vérifiez le montant ci-dessous. Rien n’a été débité.',
      },
      not_in_parts: {
        what: 'Cette facture ne peut être payée qu’en une seule fois.',
        next: 'Vous pouvez tout payer ci-dessous. Rien n’a été débité.',
      },
      provider_unavailable: {
        what: 'Nous n’arrivons pas à joindre notre prestataire de paiement.',
        next: 'Rien de nouveau n’a été commencé. Réessayez dans quelques minutes.',
      },
      too_many: {
        what: 'Vous avez essayé de nombreuses fois de suite.',
        next: 'Patientez quelques minutes, puis réessayez.',
      },
      not_online: {
        what: 'Cette facture ne peut plus être payée en ligne.',
        next: 'Rien n’a été débité. Demandez à l’entreprise qui l’a envoyée comment payer.',
      },
      not_understood: {
        what: 'Nous n’avons pas pu lire ce que votre navigateur a envoyé.',
        next: 'Rien n’a été débité. Vérifiez la page et réessayez.',
      },
    },

    share: {
      title: 'Partager cette facture',
      text: 'Toute personne qui possède ce lien peut voir la facture et la payer.',
    },

    help: {
      all: ({ seller }) => `Voir toutes vos factures de ${seller}`,
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
  }
}
