import { type Count, pluralIn } from './plural.ts'

const plural = pluralIn('en')

/** Every sentence a customer reads, in English: the source, whose type is the contract of the other catalogues. */
export const en = {
  title: {
    toPay: (p: { amount: string; number: string; seller: string }) =>
      `Pay ${p.amount} to ${p.seller} – invoice ${p.number}`,
    processing: (p: { amount: string; number: string; seller: string }) =>
      `${p.amount} on its way to ${p.seller} – invoice ${p.number}`,
    paid: (p: { amount: string; number: string; seller: string }) =>
      `Paid: ${p.amount} to ${p.seller} – invoice ${p.number}`,
    refunded: (p: { amount: string; number: string; seller: string }) =>
      `Refunded: ${p.amount} from ${p.seller} – invoice ${p.number}`,
    reversed: (p: { amount: string; number: string; seller: string }) =>
      `Payment reversed: ${p.amount} to ${p.seller} – invoice ${p.number}`,
    void: (p: { amount: string; number: string; seller: string }) =>
      `Cancelled: invoice ${p.number} from ${p.seller} – ${p.amount}`,
    problem: (p: { title: string }) => `There’s a problem – ${p.title}`,
  },

  standing: {
    open: 'Open',
    due_soon: 'Due soon',
    past_due: 'Past due',
    part_paid: 'Partly paid',
    processing: 'Payment on its way',
    paid: 'Paid',
    refunded: 'Refunded',
    reversed: 'Payment reversed',
    void: 'Cancelled',
    uncollectible: 'Unpaid',
  },

  due: {
    on: (p: { date: string }) => `Due ${p.date}`,
    today: (p: { date: string }) => `Due today, ${p.date}`,
    was: (p: { date: string }) => `Was due ${p.date}`,
    daysLeft: (p: { days: Count }) =>
      plural(p.days, { one: `${p.days.text} day left`, other: `${p.days.text} days left` }),
    daysLate: (p: { days: Count }) =>
      plural(p.days, { one: `${p.days.text} day late`, other: `${p.days.text} days late` }),
    onReceipt: 'Due on receipt',
  },

  pay: {
    invoice: (p: { number: string }) => `Invoice ${p.number}`,
    amountToPay: 'Amount to pay',
    stillToPay: 'Still to pay',
    amountOnItsWay: 'Your payment',
    amountPaid: 'Amount paid',
    amountRefunded: 'Amount refunded',
    amountReversed: 'Amount taken back',
    cancelledAmount: 'Nothing to pay',
    paidOfDue: (p: { paid: string; due: string }) => `${p.paid} of ${p.due} paid`,
    howToPay: 'How would you like to pay?',
    anotherWay: 'Another way to pay',
    atProvider: 'You’ll continue on our payment provider’s secure page.',
    confirmMaybe: 'Your bank may ask you to confirm it’s you.',
    expires: (p: { date: string }) => `Valid until ${p.date}`,
    button: (p: { amount: string }) => `Pay ${p.amount}`,
    underWay: 'One moment…',
    keepQuestion: (p: { seller: string }) => `Save this way to pay for my next invoices from ${p.seller}`,
    keepHint: (p: { seller: string }) =>
      `${p.seller} may then charge it for invoices you agreed to pay automatically. You can ask them to remove it at any time.`,
    keepNotice: (p: { seller: string }) =>
      `By paying, you allow ${p.seller} to save this way to pay and to charge it for later invoices you agreed to. You can ask them to remove it at any time.`,
    continueTitle: 'You have already started paying',
    continueText: (p: { amount: string; date: string }) =>
      `You started a payment of ${p.amount} on ${p.date}. Nothing has been charged yet.`,
    continueButton: 'Continue your payment',
    confirmTitle: 'Your bank wants to confirm it’s you',
    confirmText: (p: { amount: string }) =>
      `Your payment of ${p.amount} goes through as soon as you have confirmed it with your bank.`,
    confirmButton: 'Confirm with your bank',
    tryAnother: 'Try another card or account',
    payDifferently: 'Pay another way instead',
    tooSmallText: (p: { seller: string }) =>
      `The amount is too small to be charged online. Please ask ${p.seller} how to pay, or whether it can wait for the next invoice.`,
    tooFineText: (p: { seller: string }) =>
      `Cards and banks don’t carry an amount this fine in this currency. Please ask ${p.seller} to round it or to tell you another way to pay.`,
    inPartsText: (p: { part: string; rest: string }) =>
      `The amount is too large for one payment. You pay ${p.part} now, and the remaining ${p.rest} right after that.`,
    noMethodTitle: 'This invoice can’t be paid online',
    noMethodText: (p: { seller: string }) =>
      `None of the online ways to pay fits this amount and currency. Please ask ${p.seller} how to pay.`,
    notOnlineText: (p: { seller: string }) =>
      `${p.seller} no longer takes online payments for this invoice. Please ask them how to pay.`,
    checkingTitle: 'We’re checking your payment',
    checkingText: 'This usually takes a few seconds. Please don’t pay again.',
    processingTitle: 'Your payment is on its way',
    processingText: (p: { amount: string; date: string; seller: string }) =>
      `You sent ${p.amount} on ${p.date}. Banks can take a few working days. You don’t need to do anything: ${p.seller} will mail you a receipt.`,
    paidTitle: 'Thank you, this invoice is paid',
    paidOn: (p: { date: string }) => `Paid on ${p.date}`,
    paidWith: (p: { date: string; method: string }) => `Paid on ${p.date} with ${p.method}`,
    nothingDueText: 'Nothing was left to pay on this invoice.',
    refundedTitle: 'Your payment was refunded',
    refundedText: (p: { amount: string; seller: string }) =>
      `${p.seller} refunded ${p.amount}. You don’t need to do anything.`,
    reversedTitle: 'Your payment was reversed',
    reversedText: (p: { amount: string; seller: string }) =>
      `Your bank took ${p.amount} back from ${p.seller} after a dispute. If you have questions, please contact ${p.seller}.`,
    voidTitle: 'This invoice was cancelled',
    voidText: (p: { date: string; seller: string }) =>
      `${p.seller} cancelled it on ${p.date}. You don’t need to pay anything.`,
    returnButton: (p: { host: string }) => `Continue to ${p.host}`,
    print: 'Print or save as PDF',
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

  notice: {
    paid: { what: 'Your payment was successful.', next: 'You’ll get a receipt by mail.' },
    partPaid: { what: 'Your payment was successful.', next: 'You’ll find what is still to pay below.' },
    processing: {
      what: 'Your payment is on its way.',
      next: 'Your bank confirms it within a few working days. You don’t need to do anything.',
    },
    checking: {
      what: 'We’re waiting to hear about your payment.',
      next: 'This page updates by itself. Please don’t pay again.',
    },
    canceled: {
      what: 'You came back without paying.',
      next: 'Nothing was charged. You can pay below when you’re ready.',
    },
    challenge: {
      what: 'Your bank hasn’t confirmed it’s you yet.',
      next: 'Nothing was charged. Continue below, or pay another way.',
    },
  },

  lastFailure: (p: { amount: string; date: string }) => `A payment of ${p.amount} on ${p.date} didn’t go through.`,
  nothingCharged: 'Nothing was charged.',
  lastUnfinished: (p: { amount: string; date: string }) =>
    `The payment of ${p.amount} that you started on ${p.date} wasn’t finished in time.`,
  nextTry: (p: { date: string }) => `It will be tried again by itself on ${p.date}, unless you pay before.`,

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

  slowDown: {
    what: 'Several payments in a row were declined.',
    why: 'To keep cards and accounts safe, each further try has to wait a little longer. Nothing was charged.',
    next: (p: { minutes: Count }) =>
      plural(p.minutes, {
        one: `Please try again in ${p.minutes.text} minute.`,
        other: `Please try again in ${p.minutes.text} minutes.`,
      }),
  },

  refusal: {
    amount_changed: {
      what: 'The amount has changed since you opened this page.',
      next: 'Check the new amount below. Nothing was charged.',
    },
    already_paid: {
      what: 'This invoice is already paid.',
      next: 'You don’t need to do anything. Nothing more was charged.',
    },
    voided: { what: 'This invoice can no longer be paid.', next: 'Nothing was charged.' },
    in_progress: {
      what: 'A payment for this invoice is already on its way.',
      next: 'Please wait for it to finish before you start another. Nothing more was charged.',
    },
    method_unavailable: {
      what: 'This way to pay isn’t available for this invoice.',
      next: 'Choose another way below. Nothing was charged.',
    },
    amount_unfit: {
      what: 'This amount is too small or too large for the way you chose.',
      next: 'Choose another way below. Nothing was charged.',
    },
    provider_unavailable: {
      what: 'We can’t reach our payment provider right now.',
      next: 'Nothing new was started. Please try again in a few minutes.',
    },
    too_many: { what: 'You have tried many times in a row.', next: 'Please wait a few minutes and try again.' },
    link_invalid: { what: 'This link doesn’t work any more.', next: 'Ask for a fresh one.' },
    not_online: {
      what: 'This invoice can’t be paid online any more.',
      next: 'Nothing was charged. Please ask the company that sent it how to pay.',
    },
    not_understood: {
      what: 'We couldn’t read what your browser sent.',
      next: 'Nothing was charged. Check the page and try again.',
    },
  },

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
    link: 'Link',
    other: 'Other',
  },
  endingIn: (p: { method: string; last4: string }) => `${p.method} ending ${p.last4}`,
  paidElsewhere: 'Paid outside this page',

  document: {
    heading: 'Invoice',
    from: 'From',
    to: 'Bill to',
    shipTo: 'Ship to',
    number: 'Invoice number',
    issued: 'Issued',
    due: 'Due',
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
    lineDiscounts: 'Discounts on single lines',
    taxNotCharged: 'Tax not charged',
    paid: 'Paid',
    remaining: 'Still to pay',
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

  help: {
    heading: 'Questions about this invoice?',
    text: (p: { seller: string }) => `If something is wrong or unclear, please tell ${p.seller} before you pay.`,
    textSettled: (p: { seller: string }) => `If something is wrong or unclear, please tell ${p.seller}.`,
    mail: 'E-mail',
    phone: 'Phone',
    website: 'Website',
    none: (p: { seller: string }) => `Reply to the mail that ${p.seller} sent you with this invoice.`,
    genuine: (p: { seller: string }) =>
      `Not sure that this page is genuine? Call ${p.seller} on a number you already know.`,
  },

  link: {
    title: 'This link doesn’t work any more',
    what: 'Links to invoices end after a while, to keep your invoice private. Perhaps it was also not copied completely.',
    next: 'We can send a fresh link. It goes only to the e-mail address that was used for this invoice.',
    button: 'Send me a fresh link',
    otherwise: 'If nothing arrives, please ask the company that sent you the invoice.',
  },
  freshLink: {
    title: 'Please look in your inbox',
    what: 'If this link once led to an invoice, a fresh one is on its way to the e-mail address on file.',
    next: 'It can take a few minutes. Please look in your spam folder too. If nothing arrives within half an hour, ask once more here, or ask the company that sent you the invoice.',
  },

  error: {
    400: {
      title: 'We couldn’t read that',
      what: 'Your browser sent something this page doesn’t understand.',
      next: 'Go back, open the link from your mail again and try once more. Nothing was charged.',
    },
    403: {
      title: 'We couldn’t accept that',
      what: 'The request came from somewhere other than this page.',
      next: 'Open the link from your mail again and try once more. Nothing was charged.',
    },
    404: {
      title: 'There’s nothing here',
      what: 'This address doesn’t lead to a page.',
      next: 'Check that the link from your mail was copied completely.',
    },
    405: {
      title: 'That doesn’t work here',
      what: 'This address can’t be used that way.',
      next: 'Open the link from your mail again.',
    },
    413: {
      title: 'That was too much at once',
      what: 'Your browser sent more than this page accepts.',
      next: 'Open the link from your mail again and try once more.',
    },
    429: {
      title: 'Please wait a moment',
      what: 'There were many requests in a short time.',
      next: 'Wait a few minutes and try again.',
    },
    500: {
      title: 'Something went wrong on our side',
      what: 'It isn’t your fault, and we have been told.',
      next: 'Please try again in a few minutes. If you were paying, open the link from your mail first: it shows whether the payment arrived.',
    },
    503: {
      title: 'We’ll be right back',
      what: 'We can’t reach our records just now. They are safe.',
      next: 'Please try again in a minute. If you were paying, don’t pay again before the page shows whether the payment arrived.',
    },
  },
  tryAgain: 'Try again',

  home: {
    title: 'Remit',
    what: 'Invoices that are a pleasure to pay.',
    next: 'If you have an invoice to pay, open the link in the mail you received.',
  },

  mail: {
    greeting: 'Hello,',
    greetingTo: (p: { name: string }) => `Hello ${p.name},`,
    viewAndPay: (p: { amount: string }) => `View and pay ${p.amount}`,
    viewInvoice: 'View the invoice',
    confirmWithBank: 'Confirm the payment',
    orOpen: 'Or open this link:',
    linkLine: (p: { label: string }) => `${p.label}:`,
    amountDue: 'Amount to pay',
    invoiceNumber: 'Invoice',
    issued: 'Issued',
    due: 'Due',
    total: 'Total',
    paid: 'Paid',
    stillToPay: 'Still to pay',
    paidOn: 'Paid on',
    paidWith: 'Paid with',
    triedWith: 'Tried with',
    tried: 'Tried on',
    nextTry: 'Next try',
    moreLines: (p: { lines: Count }) =>
      plural(p.lines, { one: `and ${p.lines.text} more line`, other: `and ${p.lines.text} more lines` }),
    questions: (p: { seller: string }) => `Questions? Reply to this mail, or contact ${p.seller}:`,
    questionsReply: (p: { seller: string }) => `Questions? Reply to this mail and ${p.seller} will help.`,
    linkIsYours: 'This link is meant for you alone. Whoever has it can see this invoice.',
    noLinkText: (p: { seller: string }) => `Please pay as agreed with ${p.seller}.`,

    invoice: {
      subject: (p: { number: string; seller: string; amount: string; due: string }) =>
        `Invoice ${p.number} from ${p.seller}: ${p.amount}, due ${p.due}`,
      subjectWithoutDue: (p: { number: string; seller: string; amount: string }) =>
        `Invoice ${p.number} from ${p.seller}: ${p.amount}`,
      subjectPaid: (p: { number: string; seller: string; amount: string }) =>
        `Invoice ${p.number} from ${p.seller}: ${p.amount}, already paid`,
      heading: (p: { seller: string }) => `Your invoice from ${p.seller}`,
      text: (p: { seller: string; amount: string; due: string }) =>
        `${p.seller} sent you an invoice for ${p.amount}. Please pay it by ${p.due}.`,
      textWithoutDue: (p: { seller: string; amount: string }) => `${p.seller} sent you an invoice for ${p.amount}.`,
      textPaid: (p: { seller: string; amount: string }) =>
        `${p.seller} sent you an invoice for ${p.amount}. It is already settled, so you don’t need to pay anything.`,
      textRefunded: (p: { amount: string; seller: string }) =>
        `${p.seller} sent you an invoice for ${p.amount}. It was paid, and the payment was refunded. You don’t need to pay anything.`,
      textReversed: (p: { amount: string; seller: string }) =>
        `${p.seller} sent you an invoice for ${p.amount}. Your bank took the payment for it back after a dispute.`,
    },
    reminder: {
      before: {
        subject: (p: { number: string; seller: string; amount: string; due: string; days: Count }) =>
          plural(p.days, {
            one: `Due tomorrow: ${p.amount} to ${p.seller}, invoice ${p.number}`,
            other: `Due in ${p.days.text} days: ${p.amount} to ${p.seller}, invoice ${p.number}`,
          }),
        heading: (p: { due: string }) => `A friendly reminder: due ${p.due}`,
        text: (p: { number: string; seller: string; amount: string; due: string }) =>
          `Invoice ${p.number} from ${p.seller} is due on ${p.due}. ${p.amount} is still to pay.`,
        close: 'If you have already paid, thank you. You can ignore this mail.',
      },
      today: {
        subject: (p: { number: string; seller: string; amount: string }) =>
          `Due today: ${p.amount} to ${p.seller}, invoice ${p.number}`,
        heading: 'Your invoice is due today',
        text: (p: { number: string; seller: string; amount: string }) =>
          `Invoice ${p.number} from ${p.seller} is due today. ${p.amount} is still to pay.`,
        close: 'If you have already paid, thank you. You can ignore this mail.',
      },
      late: {
        subject: (p: { number: string; seller: string; amount: string; days: Count }) =>
          plural(p.days, {
            one: `${p.days.text} day late: ${p.amount} to ${p.seller}, invoice ${p.number}`,
            other: `${p.days.text} days late: ${p.amount} to ${p.seller}, invoice ${p.number}`,
          }),
        heading: 'Did this invoice slip by?',
        text: (p: { number: string; seller: string; amount: string; due: string }) =>
          `Invoice ${p.number} from ${p.seller} was due on ${p.due}. We haven’t seen your payment of ${p.amount} yet.`,
        close: 'If your payment is on its way, thank you. If something is wrong with the invoice, please tell us.',
      },
      later: {
        subject: (p: { number: string; seller: string; amount: string; days: Count }) =>
          plural(p.days, {
            one: `Still unpaid after ${p.days.text} day: ${p.amount} to ${p.seller}, invoice ${p.number}`,
            other: `Still unpaid after ${p.days.text} days: ${p.amount} to ${p.seller}, invoice ${p.number}`,
          }),
        heading: 'Your invoice is still unpaid',
        text: (p: { number: string; seller: string; amount: string; due: string }) =>
          `Invoice ${p.number} from ${p.seller} was due on ${p.due}, and ${p.amount} is still unpaid. Please pay it this week.`,
        close: 'If you can’t pay now, please write to us today so that we can find a way together.',
      },
      last: {
        subject: (p: { number: string; seller: string; amount: string; days: Count }) =>
          plural(p.days, {
            one: `Please pay now: ${p.amount} to ${p.seller}, ${p.days.text} day late, invoice ${p.number}`,
            other: `Please pay now: ${p.amount} to ${p.seller}, ${p.days.text} days late, invoice ${p.number}`,
          }),
        heading: 'Please pay this invoice now',
        text: (p: { number: string; seller: string; amount: string; due: string }) =>
          `Invoice ${p.number} from ${p.seller} has been due since ${p.due}. Despite our reminders, ${p.amount} is still unpaid. Please pay it now.`,
        close: 'If you dispute this invoice or can’t pay it, please write to us today.',
      },
    },
    receipt: {
      subject: (p: { number: string; seller: string; amount: string; date: string }) =>
        `Receipt: ${p.amount} paid to ${p.seller} on ${p.date}, invoice ${p.number}`,
      subjectPart: (p: { number: string; seller: string; amount: string; remaining: string }) =>
        `${p.amount} received by ${p.seller}, ${p.remaining} still to pay, invoice ${p.number}`,
      heading: 'Thank you for your payment',
      text: (p: { number: string; seller: string; amount: string }) =>
        `${p.seller} received your payment of ${p.amount}. Invoice ${p.number} is paid in full.`,
      textPart: (p: { number: string; seller: string; amount: string; remaining: string }) =>
        `${p.seller} received your payment of ${p.amount} for invoice ${p.number}. ${p.remaining} is still to pay.`,
    },
    failed: {
      subject: (p: { number: string; seller: string; amount: string }) =>
        `Your payment of ${p.amount} to ${p.seller} didn’t go through, invoice ${p.number}`,
      heading: 'Your payment didn’t go through',
      text: (p: { number: string; seller: string; amount: string; date: string }) =>
        `On ${p.date} we tried to collect ${p.amount} for invoice ${p.number} from ${p.seller}.`,
      button: (p: { amount: string }) => `Pay ${p.amount} now`,
    },
    action: {
      subject: (p: { number: string; seller: string; amount: string }) =>
        `Please confirm your payment of ${p.amount} to ${p.seller}, invoice ${p.number}`,
      heading: 'Your bank wants to confirm it’s you',
      text: (p: { number: string; seller: string; amount: string }) =>
        `Your bank asks you to confirm the payment of ${p.amount} for invoice ${p.number} from ${p.seller}. Nothing has been charged yet.`,
      next: 'It takes about a minute. Please keep your phone or banking app at hand.',
    },
    fresh: {
      subject: (p: { number: string; seller: string; amount: string; due: string }) =>
        `Your fresh link to invoice ${p.number} from ${p.seller}: ${p.amount}, due ${p.due}`,
      subjectWithoutDue: (p: { number: string; seller: string; amount: string }) =>
        `Your fresh link to invoice ${p.number} from ${p.seller}: ${p.amount}`,
      heading: 'Here is your fresh link',
      text: (p: { number: string; seller: string }) =>
        `You asked for a fresh link to invoice ${p.number} from ${p.seller}. Here it is.`,
      notYou: 'If you didn’t ask for it, you can ignore this mail.',
    },
  },
}

/** What every catalogue has to say. */
export type Words = typeof en
