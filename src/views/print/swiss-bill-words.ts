/** The words of a payment part, which the standard gives in the languages of the country and in English. */
export type SwissBillWords = {
  readonly language: string
  readonly paymentPart: string
  readonly receipt: string
  readonly account: string
  readonly reference: string
  readonly additional: string
  readonly payableBy: string
  readonly payableByName: string
  readonly currency: string
  readonly amount: string
  readonly acceptancePoint: string
  readonly separate: string
}

const english: SwissBillWords = {
  language: 'en',
  paymentPart: 'Payment part',
  receipt: 'Receipt',
  account: 'Account / Payable to',
  reference: 'Reference',
  additional: 'Additional information',
  payableBy: 'Payable by',
  payableByName: 'Payable by (name/address)',
  currency: 'Currency',
  amount: 'Amount',
  acceptancePoint: 'Acceptance point',
  separate: 'Separate before paying in',
}

const others: Readonly<Record<string, SwissBillWords>> = {
  de: {
    language: 'de',
    paymentPart: 'Zahlteil',
    receipt: 'Empfangsschein',
    account: 'Konto / Zahlbar an',
    reference: 'Referenz',
    additional: 'Zusätzliche Informationen',
    payableBy: 'Zahlbar durch',
    payableByName: 'Zahlbar durch (Name/Adresse)',
    currency: 'Währung',
    amount: 'Betrag',
    acceptancePoint: 'Annahmestelle',
    separate: 'Vor der Einzahlung abzutrennen',
  },
  fr: {
    language: 'fr',
    paymentPart: 'Section paiement',
    receipt: 'Récépissé',
    account: 'Compte / Payable à',
    reference: 'Référence',
    additional: 'Informations supplémentaires',
    payableBy: 'Payable par',
    payableByName: 'Payable par (nom/adresse)',
    currency: 'Monnaie',
    amount: 'Montant',
    acceptancePoint: 'Point de dépôt',
    separate: 'A détacher avant le versement',
  },
}

/** For a reader's language (BCP 47, without region). */
export const swissBillWords = (language: string): SwissBillWords => others[language] ?? english
