import { type Count, pluralIn } from '../plural.ts'

/** What whoever pays reads on the page of an invoice. */
export const pay = () => {
  const plural = pluralIn('en')
  return {
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

    versions: {
      replaces: (p: { number: string }) => `This replaces invoice ${p.number}`,
      payThis: 'Please pay this one only.',
      changed: 'What changed:',
      parts: {
        details: 'Your details',
        items: 'Items',
        amount: 'Amount',
        due: 'Due date',
        purchaseOrder: 'Purchase order',
        notes: 'Notes',
      },
      older: (p: { number: string }) => `View invoice ${p.number}`,
      replacedTitle: (p: { number: string }) => `Invoice ${p.number} has replaced this one`,
      replacedText: (p: { date: string }) => `It was issued on ${p.date}. You don’t need to pay this one.`,
      newer: (p: { number: string }) => `Open invoice ${p.number}`,
    },
    pay: {
      invoice: (p: { number: string }) => `Invoice ${p.number}`,
      amountOnItsWay: 'Your payment',
      amountPaid: 'Amount paid',
      amountRefunded: 'Amount refunded',
      amountReversed: 'Amount taken back',
      cancelledAmount: 'Nothing to pay',
      paidOfDue: (p: { paid: string; due: string }) => `${p.paid} of ${p.due} paid`,
      howToPay: 'How would you like to pay?',
      anotherWay: 'Another way to pay',
      checkoutBy: (p: { provider: string }) => `Secure checkout by ${p.provider}`,
      confirmMaybe: 'Your bank may ask you to confirm it’s you.',
      expires: (p: { date: string }) => `Valid until ${p.date}`,
      button: (p: { amount: string }) => `Pay ${p.amount}`,
      underWay: 'One moment…',
      keepQuestion: 'Save for my next invoices',
      keepHint: (p: { seller: string }) =>
        `${p.seller} saves this way to pay and may then charge it for invoices you agreed to pay automatically. You can ask them to remove it at any time.`,
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
      togetherText: (p: { others: Count }) =>
        plural(p.others, {
          one: 'This payment is for this invoice and one other.',
          other: `This payment is for this invoice and ${p.others.text} others.`,
        }),
      transferTitle: 'We’re waiting for your transfer',
      transferText: (p: { amount: string; date: string }) =>
        `You chose on ${p.date} to transfer ${p.amount}. This invoice shows as paid once the money has arrived, which can take a few working days.`,
      transferPartTitle: 'A part of your transfer has arrived',
      transferPartText: 'Please send the rest to the same account. The bank details say how much is missing.',
      transferButton: 'Show bank details',
      tryAnother: 'Try another card or account',
      payDifferently: 'Pay another way instead',
      tooSmallText: (p: { seller: string }) =>
        `The amount is too small to be charged online. Please ask ${p.seller} how to pay, or whether it can wait for the next invoice.`,
      tooFineText: (p: { seller: string }) =>
        `Cards and banks don’t carry an amount this fine in this currency. Please ask ${p.seller} to round it or to tell you another way to pay.`,
      overLimitText: (p: { method: string; most: string }) =>
        `${p.method} can’t take more than ${p.most} in one payment. Please use another way to pay.`,
      inPartsText: (p: { part: string; rest: string }) =>
        `The amount is too large for one payment. You pay ${p.part} now, and the remaining ${p.rest} right after that.`,
      part: {
        summary: 'Pay a part of it',
        label: 'How much do you want to pay now?',
        range: (p: { least: string; most: string }) => `From ${p.least} to ${p.most}. The rest stays to be paid.`,
        next: 'Continue',
        chosen: (p: { part: string; rest: string }) => `You pay ${p.part} now. After that, ${p.rest} is left to pay.`,
        whole: (p: { amount: string }) => `Pay all of it: ${p.amount}`,
        unreadable: (p: { example: string }) =>
          `We can’t be sure which amount you mean. Please write it like this: ${p.example}`,
        nearest: (p: { amount: string }) =>
          `You can’t pay this amount. The nearest one that you can pay is ${p.amount}.`,
        nearestTwo: (p: { lower: string; upper: string }) =>
          `You can’t pay this amount. The nearest ones that you can pay are ${p.lower} and ${p.upper}.`,
      },
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
      print: 'Print this page',
      downloadInvoice: 'Download invoice',
      eInvoice: 'E-invoice (XML)',
      downloadReceipt: 'Download receipt',
      downloadReceiptOf: (p: { number: string }) => `Download receipt ${p.number}`,
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
    lastUnfinished: (p: { amount: string; date: string }) =>
      `The payment of ${p.amount} that you started on ${p.date} wasn’t finished in time.`,
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
      part_unfit: {
        what: 'This part can’t be paid.',
        next: 'Check the amount below. Nothing was charged.',
      },
      not_in_parts: {
        what: 'This invoice can only be paid in one sum.',
        next: 'You can pay all of it below. Nothing was charged.',
      },
      provider_unavailable: {
        what: 'We can’t reach our payment provider right now.',
        next: 'Nothing new was started. Please try again in a few minutes.',
      },
      too_many: { what: 'You have tried many times in a row.', next: 'Please wait a few minutes and try again.' },
      not_online: {
        what: 'This invoice can’t be paid online any more.',
        next: 'Nothing was charged. Please ask the company that sent it how to pay.',
      },
      not_understood: {
        what: 'We couldn’t read what your browser sent.',
        next: 'Nothing was charged. Check the page and try again.',
      },
    },

    share: {
      title: 'Share this invoice',
      text: 'Whoever has this link can see the invoice and pay it.',
    },

    help: {
      all: (p: { seller: string }) => `See all your invoices from ${p.seller}`,
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
  }
}
