/** What is said of an invoice and its payments wherever it is shown: on its page and in mails. */
export const invoice = () => ({
  document: {
    heading: 'Invoice',
    from: 'From',
    to: 'Bill to',
    shipTo: 'Ship to',
    number: 'Invoice number',
    issued: 'Issued',
    due: 'Due',
    purchaseOrder: 'Purchase order',
    buyerReference: 'Your reference',
    description: 'Description',
    quantity: 'Qty',
    unitPrice: 'Unit price',
    tax: 'Tax',
    amount: 'Amount',
    period: (p: { from: string; to: string }) => `${p.from} – ${p.to}`,
    noDescription: 'Without description',
    discount: 'Discount',
    discountOf: (p: { name: string; percent: string }) => `${p.name} (${p.percent} off)`,
    percentOff: (p: { percent: string }) => `${p.percent} off`,
    subtotal: 'Subtotal',
    taxOn: (p: { name: string; percent: string; taxable: string }) => `${p.name} ${p.percent} on ${p.taxable}`,
    taxIncluded: (p: { name: string; percent: string; taxable: string }) =>
      `${p.name} ${p.percent} on ${p.taxable} (included)`,
    total: 'Total',
    creditApplied: 'Paid from your credit',
    balanceCarried: 'Carried over from before',
    taxByLine: 'Tax is rounded on each line, so it can differ by a few hundredths from its rate on the sum.',
    lineDiscounts: 'Discounts on single lines',
    taxNotCharged: 'Tax not charged',
    paid: 'Paid',
    toPay: 'Amount to pay',
    remaining: 'Still to pay',
    paidInFull: 'Paid in full',
    nothingDue: 'Nothing to pay',
    reverseCharge: 'Reverse charge: the recipient is liable for VAT (Art. 196, Directive 2006/112/EC).',
    exempt: 'No tax is charged: the recipient is exempt from tax.',
    reverseChargeShort: 'Reverse charge',
    exemptShort: 'Exempt',
    memo: 'Note',
    payments: 'Payments',
    refunded: (p: { amount: string }) => `${p.amount} refunded`,
    disputed: (p: { amount: string }) => `${p.amount} disputed with the bank`,
    reversed: (p: { amount: string }) => `${p.amount} taken back by the bank`,
    keptAsCredit: (p: { amount: string; seller: string }) =>
      `${p.amount} more than was due arrived. ${p.seller} keeps it as credit for you.`,
    onItsWay: 'On its way',
  },

  taxId: { vat: 'VAT ID', gst: 'GST number', tax: 'Tax ID', business: 'Business number' },
  methodType: {
    card: 'Card',
    sepa_debit: 'SEPA Direct Debit',
    us_bank_account: 'US bank account',
    bacs_debit: 'Bacs Direct Debit',
    au_becs_debit: 'BECS Direct Debit',
    acss_debit: 'Pre-authorized debit',
    bancontact: 'Bancontact',
    eps: 'EPS',
    ideal: 'iDEAL',
    p24: 'Przelewy24',
    customer_balance: 'Bank transfer',
    link: 'Link',
    other: 'Other',
  },

  endingIn: (p: { method: string; last4: string }) => `${p.method} ending ${p.last4}`,
  paidElsewhere: 'Paid outside this page',
  decline: {
    declined: {
      what: 'Your bank declined this payment.',
      next: 'Use another way to pay, or ask your bank and then try again.',
    },
    insufficient_funds: {
      what: 'There wasn’t enough money in the account for this payment.',
      next: 'Use another way to pay, or try again once there is enough in the account.',
    },
    limit_exceeded: {
      what: 'This payment is above a limit set for the card or account.',
      next: 'Use another way to pay, or ask your bank to raise the limit.',
    },
    expired: { what: 'This card has expired.', next: 'Use another card, or your new one.' },
    incorrect_number: { what: 'The card number isn’t right.', next: 'Check the number on the card and try again.' },
    incorrect_expiry: {
      what: 'The expiry date isn’t right.',
      next: 'Check the month and year on the card and try again.',
    },
    incorrect_code: {
      what: 'The security code isn’t right.',
      next: 'Check the three or four digits on the card and try again.',
    },
    incorrect_address: {
      what: 'The address or postal code doesn’t match the card.',
      next: 'Enter the address that your bank knows and try again.',
    },
    incorrect_pin: { what: 'The PIN was missing or wrong.', next: 'Try again, or use another way to pay.' },
    confirmation_needed: {
      what: 'Your bank wants to confirm it’s you.',
      next: 'Pay again and confirm the payment in your bank’s app or on its page.',
    },
    confirmation_failed: {
      what: 'Your bank couldn’t confirm it’s you.',
      next: 'Try again and keep your phone at hand, or use another way to pay.',
    },
    not_supported: {
      what: 'This card or account can’t be used for this kind of payment.',
      next: 'Use another card or another way to pay.',
    },
    currency_not_supported: {
      what: 'This card or account can’t pay in this currency.',
      next: 'Use another card or another way to pay.',
    },
    amount_not_supported: {
      what: 'This way to pay can’t carry this amount.',
      next: 'Use another way to pay.',
    },
    try_again: {
      what: 'The payment couldn’t be processed just now.',
      next: 'Try again in a few minutes, or use another way to pay.',
    },
    duplicate: {
      what: 'A payment of the same amount was made a moment ago.',
      next: 'Look at your latest transactions before you pay again.',
    },
    account_closed: { what: 'This bank account has been closed.', next: 'Use another account or another way to pay.' },
    account_invalid: {
      what: 'The bank couldn’t find or use this account.',
      next: 'Check the details of the account, or use another way to pay.',
    },
    debit_not_authorized: {
      what: 'The bank says that this debit wasn’t authorized.',
      next: 'Pay again and agree to the debit, or use another way to pay.',
    },
    permission_withdrawn: {
      what: 'The permission to charge this card or account was withdrawn.',
      next: 'Use another way to pay, or ask your bank to allow it again.',
    },
    method_gone: { what: 'The saved way to pay can’t be used any more.', next: 'Choose another way to pay.' },
    took_too_long: {
      what: 'The payment wasn’t finished in time.',
      next: 'You can start again.',
    },
    test_card: { what: 'This is a test card.', next: 'Use a real card.' },
    unknown: {
      what: 'The payment didn’t go through.',
      next: 'Try again, or use another way to pay. If it keeps failing, ask your bank.',
    },
  },

  nothingCharged: 'Nothing was charged.',
  nextTry: (p: { date: string }) => `It will be tried again by itself on ${p.date}, unless you pay before.`,

  payOnline: {
    title: 'Pay online',
    text: 'Scan the code with your phone, or open this address:',
    alt: 'Code with the address at which the invoice is paid',
  },

  transfer: {
    summary: 'Pay by bank transfer',
    onlyTitle: 'Please pay by bank transfer',
    whyNotOnline: {
      too_small: 'The amount is too small to be charged online.',
      too_fine: 'Cards don’t carry an amount this fine in this currency.',
      otherwise: 'This invoice can’t be paid online.',
    },
    text: (p: { seller: string }) =>
      `Give the reference, so that ${p.seller} can tell which invoice you pay. The invoice shows as paid once ${p.seller} has booked the money.`,
    mailText: (p: { seller: string }) =>
      `You can pay by bank transfer. Give the reference, so that ${p.seller} can tell which invoice you pay.`,
    check: (p: { seller: string }) =>
      `If another mail tells you a different account, call ${p.seller} on a number you already know before you pay.`,
    amount: 'Amount',
    reference: 'Reference',
    holder: 'Account holder',
    accountNumber: 'Account number',
    bankName: 'Bank',
    bankCode: {
      routing_number: 'Routing number',
      sort_code: 'Sort code',
      bank_code: 'Bank code',
    },
  },
})
