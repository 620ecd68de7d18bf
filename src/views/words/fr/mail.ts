import type { MailWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const mail = (): MailWords => {
  const plural = pluralIn('fr')
  return {
    greeting: 'Bonjour,',
    greetingTo: ({ name }) => `Bonjour ${name},`,
    viewAndPay: ({ amount }) => `Voir et payer ${amount}`,
    viewInvoice: 'Voir la facture',
    confirmWithBank: 'Confirmer le paiement',
    orOpen: 'Ou ouvrez ce lien :',
    attached: {
      invoice: 'La facture est jointe au format PDF.',
      receipt: 'Le reçu est joint au format PDF.',
    },
    tooLarge: {
      invoice: 'La facture au format PDF est trop volumineuse pour être jointe. Vous pouvez la télécharger ici :',
      receipt: 'Le reçu au format PDF est trop volumineux pour être joint. Vous pouvez le télécharger ici :',
    },
    download: 'Télécharger le PDF',
    linkLine: ({ label }) => `${label} :`,
    paidOn: 'Payé le',
    paidWith: 'Payé par',
    triedWith: 'Tenté avec',
    tried: 'Tenté le',
    nextTry: 'Prochain essai',
    moreLines: ({ lines }) =>
      plural(lines, {
        one: `et ${lines.text} autre ligne`,
        many: `et ${lines.text} d’autres lignes`,
        other: `et ${lines.text} autres lignes`,
      }),
    questions: ({ seller }) => `Des questions ? Répondez à cet e-mail, ou contactez ${seller} :`,
    questionsReply: ({ seller }) => `Des questions ? Répondez à cet e-mail, ${seller} vous aidera.`,
    linkIsYours: 'Ce lien vous est personnel. Toute personne qui l’a peut voir cette facture.',
    noLinkText: ({ seller }) => `Merci de payer comme convenu avec ${seller}.`,

    signIn: {
      subject: ({ code, seller }) => `${code} est votre code pour ${seller}`,
      heading: ({ seller }) => `Votre code pour ${seller}`,
      text: 'Saisissez ce code dans le navigateur où vous l’avez demandé. Il est valable dix minutes.',
      code: 'Code',
      button: 'Se connecter avec ce code',
      link: 'se connecter',
      linkNote:
        'Le lien ne fonctionne que dans le navigateur où vous avez demandé le code. Personne chez nous ne vous demandera jamais ce code.',
      notYou: 'Vous n’avez rien demandé ? Quelqu’un s’est peut-être trompé d’adresse. Vous n’avez rien à faire.',
    },

    passkey: {
      subject: ({ seller }) => `Une clé d’accès a été ajoutée à votre compte chez ${seller}`,
      heading: 'Une clé d’accès a été ajoutée',
      text: ({ seller }) => `Elle permet de se connecter sans code pour voir vos factures de ${seller}.`,
      added: 'Ajoutée',
      button: 'Voir vos appareils et clés d’accès',
      link: 'appareils et clés d’accès',
      linkNote: 'Vous vous y connectez d’abord.',
      notYou:
        'Ce n’était pas vous ? Supprimez-y la clé d’accès, déconnectez tous les appareils et vérifiez que personne d’autre ne lit vos e-mails.',
    },

    invoice: {
      subject: ({ number, seller, amount, due }) => `Facture ${number} de ${seller} : ${amount}, échéance le ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `Facture ${number} de ${seller} : ${amount}`,
      subjectPaid: ({ number, seller, amount }) => `Facture ${number} de ${seller} : ${amount}, déjà réglée`,
      revision: ({ number, older }) => `${number} (remplace la facture ${older})`,
      replaces: ({ number, older }) =>
        `La facture ${number} remplace la facture ${older}, que vous n’avez plus à payer.`,
      heading: ({ seller }) => `Votre facture de ${seller}`,
      text: ({ amount, due }) => `Merci de payer ${amount} au plus tard le ${due}.`,
      textWithoutDue: ({ amount }) => `Elle s’élève à ${amount}.`,
      textPaid: ({ amount }) => `Elle s’élève à ${amount} et est déjà réglée : vous n’avez rien à payer.`,
      textRefunded: ({ amount }) =>
        `Elle s’élève à ${amount}. Elle a été payée, puis le paiement a été remboursé : vous n’avez rien à payer.`,
      textReversed: ({ amount }) =>
        `Elle s’élève à ${amount}. Votre banque en a repris le paiement à la suite d’une contestation.`,
    },
    promiseOver: (p) => `Vous aviez indiqué que vous paieriez au plus tard le ${p.day}.`,
    transferChosen: ({ date }) => `Vous avez choisi le ${date} de payer par virement. Il n’est pas encore arrivé.`,
    reminder: {
      before: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `À payer demain : ${amount} à ${seller}, facture ${number}`,
            many: `À payer dans ${days.text} de jours : ${amount} à ${seller}, facture ${number}`,
            other: `À payer dans ${days.text} jours : ${amount} à ${seller}, facture ${number}`,
          }),
        heading: 'Petit rappel',
        text: ({ number, seller, amount, due }) =>
          `La facture ${number} de ${seller} arrive à échéance le ${due}. Il reste ${amount} à payer.`,
        close: 'Si vous avez déjà payé, merci. Vous pouvez ignorer cet e-mail.',
      },
      today: {
        subject: ({ number, seller, amount }) => `À payer aujourd’hui : ${amount} à ${seller}, facture ${number}`,
        heading: 'Votre facture est à payer aujourd’hui',
        text: ({ number, seller, amount }) => `Il reste ${amount} à régler pour la facture ${number} de ${seller}.`,
        close: 'Si vous avez déjà payé, merci. Vous pouvez ignorer cet e-mail.',
      },
      late: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `${days.text} jour de retard : ${amount} à ${seller}, facture ${number}`,
            many: `${days.text} de jours de retard : ${amount} à ${seller}, facture ${number}`,
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
            many: `Toujours impayée après ${days.text} de jours : ${amount} à ${seller}, facture ${number}`,
            other: `Toujours impayée après ${days.text} jours : ${amount} à ${seller}, facture ${number}`,
          }),
        heading: 'Votre facture est toujours impayée',
        text: ({ number, seller, amount, due }) =>
          `La facture ${number} de ${seller} était à payer pour le ${due}. Merci de régler ${amount} cette semaine.`,
        close:
          'Si vous ne pouvez pas payer maintenant, écrivez-nous dès aujourd’hui pour que nous trouvions une solution ensemble.',
      },
      last: {
        subject: ({ number, seller, amount, days }) =>
          plural(days, {
            one: `Merci de payer maintenant : ${amount} à ${seller}, ${days.text} jour de retard, facture ${number}`,
            many: `Merci de payer maintenant : ${amount} à ${seller}, ${days.text} de jours de retard, facture ${number}`,
            other: `Merci de payer maintenant : ${amount} à ${seller}, ${days.text} jours de retard, facture ${number}`,
          }),
        heading: 'Merci de payer cette facture maintenant',
        text: ({ number, seller, amount, due }) =>
          `La facture ${number} de ${seller} est à payer depuis le ${due}. Malgré nos rappels, ${amount} restent impayés.`,
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
        `Votre paiement de ${amount} pour la facture ${number} de ${seller} sera exécuté dès que vous l’aurez confirmé. Rien n’a encore été débité.`,
      next: 'Cela prend environ une minute. Gardez votre téléphone ou votre application bancaire à portée de main.',
    },
    fresh: {
      subject: ({ number, seller, amount, due }) =>
        `Votre nouveau lien vers la facture ${number} de ${seller} : ${amount}, échéance le ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) =>
        `Votre nouveau lien vers la facture ${number} de ${seller} : ${amount}`,
      heading: 'Voici votre nouveau lien',
      text: ({ number, seller }) => `Il ouvre la facture ${number} de ${seller}.`,
      notYou: 'Si vous ne l’avez pas demandé, vous pouvez ignorer cet e-mail.',
    },
  }
}
