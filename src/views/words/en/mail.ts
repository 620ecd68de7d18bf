import { type Count, pluralIn } from '../plural.ts'

/** What a customer reads in their inbox. */
export const mail = () => {
  const plural = pluralIn('en')
  return {
    greeting: 'Hello,',
    greetingTo: (p: { name: string }) => `Hello ${p.name},`,
    viewAndPay: (p: { amount: string }) => `View and pay ${p.amount}`,
    viewInvoice: 'View the invoice',
    confirmWithBank: 'Confirm the payment',
    orOpen: 'Or open this link:',
    attached: { invoice: 'The invoice is attached as a PDF.', receipt: 'The receipt is attached as a PDF.' },
    tooLarge: {
      invoice: 'The invoice as a PDF is too large to attach. You can download it here:',
      receipt: 'The receipt as a PDF is too large to attach. You can download it here:',
    },
    download: 'Download the PDF',
    linkLine: (p: { label: string }) => `${p.label}:`,
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

    signIn: {
      subject: (p: { code: string; seller: string }) => `${p.code} is your code for ${p.seller}`,
      heading: (p: { seller: string }) => `Your code for ${p.seller}`,
      text: 'Type this code in the browser where you asked for it. It works for ten minutes.',
      code: 'Code',
      button: 'Sign in with this code',
      link: 'sign in',
      linkNote:
        'The link works only in the browser where you asked. Nobody who works for us will ever ask you for the code.',
      notYou: 'You didn’t ask for it? Then somebody may have mistyped their address. You needn’t do anything.',
    },

    passkey: {
      subject: (p: { seller: string }) => `A passkey was added to your account at ${p.seller}`,
      heading: 'A passkey was added',
      text: (p: { seller: string }) => `It can be used to sign in to your invoices from ${p.seller}, without a code.`,
      added: 'Added',
      button: 'See your devices and passkeys',
      link: 'devices and passkeys',
      linkNote: 'You sign in there first.',
      notYou:
        'It wasn’t you? Remove the passkey there, sign out everywhere, and make sure that nobody else reads your mail.',
    },

    invoice: {
      subject: (p: { number: string; seller: string; amount: string; due: string }) =>
        `Invoice ${p.number} from ${p.seller}: ${p.amount}, due ${p.due}`,
      subjectWithoutDue: (p: { number: string; seller: string; amount: string }) =>
        `Invoice ${p.number} from ${p.seller}: ${p.amount}`,
      subjectPaid: (p: { number: string; seller: string; amount: string }) =>
        `Invoice ${p.number} from ${p.seller}: ${p.amount}, already paid`,
      revision: (p: { number: string; older: string }) => `${p.number} (replaces invoice ${p.older})`,
      replaces: (p: { number: string; older: string }) =>
        `Invoice ${p.number} replaces invoice ${p.older}, which you don’t need to pay any more.`,
      heading: (p: { seller: string }) => `Your invoice from ${p.seller}`,
      text: (p: { amount: string; due: string }) => `Please pay ${p.amount} by ${p.due}.`,
      textWithoutDue: (p: { amount: string }) => `It is for ${p.amount}.`,
      textPaid: (p: { amount: string }) =>
        `It is for ${p.amount} and already settled, so you don’t need to pay anything.`,
      textRefunded: (p: { amount: string }) =>
        `It is for ${p.amount}. It was paid, and the payment was refunded. You don’t need to pay anything.`,
      textReversed: (p: { amount: string }) =>
        `It is for ${p.amount}. Your bank took the payment for it back after a dispute.`,
    },
    promiseOver: (p: { day: string }) => `You wrote that you would pay it by ${p.day}.`,
    transferChosen: (p: { date: string }) => `You chose on ${p.date} to pay by bank transfer. It hasn’t arrived yet.`,
    reminder: {
      before: {
        subject: (p: { number: string; seller: string; amount: string; due: string; days: Count }) =>
          plural(p.days, {
            one: `Due tomorrow: ${p.amount} to ${p.seller}, invoice ${p.number}`,
            other: `Due in ${p.days.text} days: ${p.amount} to ${p.seller}, invoice ${p.number}`,
          }),
        heading: 'A friendly reminder',
        text: (p: { number: string; seller: string; amount: string; due: string }) =>
          `Invoice ${p.number} from ${p.seller} is due on ${p.due}. ${p.amount} is still to pay.`,
        close: 'If you have already paid, thank you. You can ignore this mail.',
      },
      today: {
        subject: (p: { number: string; seller: string; amount: string }) =>
          `Due today: ${p.amount} to ${p.seller}, invoice ${p.number}`,
        heading: 'Your invoice is due today',
        text: (p: { number: string; seller: string; amount: string }) =>
          `${p.amount} is still to pay for invoice ${p.number} from ${p.seller}.`,
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
          `Invoice ${p.number} from ${p.seller} was due on ${p.due}. Please pay ${p.amount} this week.`,
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
          `Invoice ${p.number} from ${p.seller} has been due since ${p.due}. Despite our reminders, ${p.amount} is still unpaid.`,
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
        `Your payment of ${p.amount} for invoice ${p.number} from ${p.seller} goes through as soon as you have confirmed it. Nothing has been charged yet.`,
      next: 'It takes about a minute. Please keep your phone or banking app at hand.',
    },
    fresh: {
      subject: (p: { number: string; seller: string; amount: string; due: string }) =>
        `Your fresh link to invoice ${p.number} from ${p.seller}: ${p.amount}, due ${p.due}`,
      subjectWithoutDue: (p: { number: string; seller: string; amount: string }) =>
        `Your fresh link to invoice ${p.number} from ${p.seller}: ${p.amount}`,
      heading: 'Here is your fresh link',
      text: (p: { number: string; seller: string }) => `It opens invoice ${p.number} from ${p.seller}.`,
      notYou: 'If you didn’t ask for it, you can ignore this mail.',
    },
  }
}
