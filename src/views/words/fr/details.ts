import type { DetailsWords } from '../catalogue.ts'

export const details = (): DetailsWords => ({
  heading: 'Coordonnées de facturation',
  intro: 'Vos prochaines factures seront établies ainsi. Celles que vous avez déjà reçues restent telles quelles.',
  name: { label: 'Société ou nom complet', hint: 'Tel qu’il doit figurer sur vos factures.' },
  phone: 'Numéro de téléphone',
  language: { label: 'Langue', automatic: 'La langue de votre navigateur' },
  timeZone: {
    label: 'Fuseau horaire',
    hint: 'Les rappels arrivent le matin, dans ce fuseau.',
    automatic: ({ seller }) => `Le fuseau de ${seller}`,
  },
  optional: ({ label }) => `${label} (facultatif)`,
  save: 'Enregistrer les coordonnées',
  saved: 'Vos coordonnées sont enregistrées.',

  address: {
    legend: 'Adresse',
    country: 'Pays',
    chooseCountry: 'Choisissez un pays',
    changeCountry: 'Afficher les champs de ce pays',
    line1: 'Numéro et rue',
    line2: 'Bâtiment, étage ou service',
    city: { city: 'Ville', town: 'Ville', suburb: 'Quartier ou ville' },
    postalCode: {
      postal: 'Code postal',
      postcode: 'Code postal',
      zip: 'Code ZIP',
      pin: 'Code PIN',
      eircode: 'Eircode',
    },
    state: {
      state: 'État',
      province: 'Province',
      prefecture: 'Préfecture',
      county: 'Comté',
      emirate: 'Émirat',
      area: 'Zone',
      department: 'Département',
      region: 'Région',
    },
  },

  taxIds: {
    legend: 'Numéros fiscaux',
    hint: 'Par exemple votre numéro de TVA. Pour supprimer un numéro, videz son champ.',
    type: 'Type de numéro',
    chooseType: 'Choisissez un type',
    value: 'Numéro',
    others: 'Autres pays',
  },

  contacts: {
    heading: 'Autres destinataires',
    intro: 'Chacun de ces contacts reçoit une copie des e-mails choisis, avec son propre lien vers la facture.',
    remove: 'Pour supprimer un contact, videz son nom et son adresse.',
    nth: ({ nth }) => `Contact ${nth}`,
    another: 'Ajouter un contact',
    name: 'Nom',
    email: 'Adresse e-mail',
    roles: {
      legend: 'Quels e-mails',
      invoices: 'Factures',
      receipts: 'Reçus',
      reminders: 'Rappels',
      everything: 'Tous',
    },
    save: 'Enregistrer les contacts',
    saved: 'Vos contacts sont enregistrés.',
  },

  message: {
    question: ({ number, customer }) => `Question de ${customer} sur la facture ${number}`,
    problem: ({ number, customer }) => `${customer} signale un problème avec la facture ${number}`,
    about: ({ line }) => `À propos de la ligne : ${line}`,
    reply: ({ customer }) => `Répondez à cet e-mail : votre réponse parviendra à ${customer}.`,
    paused: 'Les rappels de cette facture sont suspendus pendant 14 jours, ou jusqu’à ce que vous la renvoyiez.',
  },

  erasure: {
    requested: ({ customer }) => `${customer} vous demande d’effacer ses données`,
    how: ({ call }) =>
      `Vous l’exécutez par cet appel de l’API : ${call}. Les factures émises, les reçus et les paiements sont conservés.`,
    open: 'Les factures à payer doivent d’abord être réglées ou annulées.',
    law: 'Dans l’Union européenne, vous avez un mois pour répondre.',
  },

  problem: {
    title: 'Rien n’est encore enregistré',
    what: 'Veuillez corriger ces champs :',
    prefix: 'Erreur :',
  },
  overtaken: {
    title: 'Quelqu’un d’autre a fait une modification entre-temps',
    what: 'La page montre maintenant ce qui a été enregistré. Rien de votre saisie ne l’est encore : vérifiez les champs signalés et enregistrez à nouveau.',
    yours: ({ text }) => `Vous aviez saisi : ${text}`,
    nothing: 'rien',
  },
  faults: {
    missing: ({ label }) => `Remplissez le champ « ${label} ».`,
    too_long: ({ label, most }) => `« ${label} » peut compter au plus ${most} caractères.`,
    choice: ({ label }) => `Choisissez « ${label} » dans la liste.`,
    postal_code: ({ label, example }) => `« ${label} » devrait ressembler à ${example}.`,
    phone: ({ example }) => `Saisissez un numéro de téléphone, par exemple ${example}.`,
    tax_id_type: 'Choisissez le type du numéro.',
    tax_id_form: ({ example }) => `Un numéro de ce type ressemble à ${example}.`,
    tax_id_check_digits:
      'Les chiffres de contrôle ne correspondent pas. Veuillez comparer le numéro avec vos documents.',
    tax_id_twice: 'Ce numéro figure déjà dans la liste.',
    email: ({ example }) => `Saisissez une adresse e-mail, par exemple ${example}.`,
    email_twice: 'Un autre contact a cette adresse.',
    roles: 'Choisissez au moins un type d’e-mails.',
  },
})
