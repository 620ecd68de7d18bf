import { type Count, pluralIn } from '../plural.ts'

/** What a customer reads in the portal. */
export const portal = () => {
  const plural = pluralIn('en')
  return {
    title: (p: { page: string; seller: string }) => `${p.page} – ${p.seller}`,
    skip: 'Skip to the content',
    navigation: 'Your account',
    signOut: 'Sign out',
    back: (p: { seller: string }) => `Back to ${p.seller}`,
    privacy: 'Privacy policy',
    terms: 'Terms of service',
    places: {
      overview: 'Overview',
      invoices: 'Invoices',
      statement: 'Statement',
      methods: 'Payment methods',
      details: 'Details',
      questions: 'Questions',
      sessions: 'Devices',
      data: 'Your data',
    },

    login: {
      heading: 'Sign in to see your invoices',
      text: (p: { seller: string }) =>
        `Enter the e-mail address to which ${p.seller} sends your invoices. We’ll send you a code. You don’t need a password.`,
      address: 'E-mail address',
      button: 'Send me a code',
      addressInvalid: 'Enter an e-mail address in the form name@example.com.',
      signedOut: 'You are signed out.',
      sessionEnded: 'You were signed out, to keep your invoices private. Sign in again to go on.',
    },
    code: {
      heading: 'Please look in your inbox',
      text: 'If we know this address, a code of six digits is on its way to it. It works for ten minutes, and only in this browser.',
      label: 'Code',
      button: 'Sign in',
      wrong: 'This code doesn’t work. Check the six digits, or ask for a new code.',
      nothing: 'Nothing arrived? Look in your spam folder, or wait a few minutes and',
      again: 'ask for a new code',
    },
    otherBrowser: {
      heading: 'Go back to the browser where you asked',
      text: 'This link works only in the browser in which you asked to sign in. Go back to it and type the code from the mail. Nothing happened here, and the code still works there.',
      again: 'Sign in here instead',
    },
    choice: {
      heading: 'Which account would you like to see?',
      text: (p: { seller: string }) => `${p.seller} knows your address from more than one customer.`,
      noName: 'Without a name',
    },
    merchants: {
      login:
        'Enter the e-mail address to which your invoices are sent. We’ll send you a code, and then show you the businesses that bill you here. You don’t need a password.',
      heading: 'Whose invoices would you like to see?',
      text: 'These businesses have your address for their invoices.',
      more: 'Not all of them are shown. For any other, use the link in the mail with its invoice.',
      none: {
        heading: 'No business here has this address',
        text: 'You have proven your address, but no business that offers its customers a portal here sends invoices to it.',
        next: 'Perhaps your invoices go to another address of yours. The link in the mail with an invoice still opens that invoice; if something is missing, ask the business that sent it.',
        again: 'Try another address',
      },
      others: 'Other businesses that bill you here',
    },

    column: { number: 'Number', state: 'State', issued: 'Issued', due: 'Due', amount: 'Amount' },
    state: {
      open: 'Open',
      part_paid: 'Partly paid',
      overdue: 'Overdue',
      processing: 'Payment on its way',
      paid: 'Paid',
      void: 'Cancelled',
    },
    noDueDay: 'No date',
    promisedFor: (p: { day: string }) => `Promised for ${p.day}`,
    replacedBy: (p: { number: string }) => `Replaced by ${p.number}`,
    stillToPay: (p: { amount: string }) => `${p.amount} still to pay`,

    overview: {
      nothing: 'You have nothing to pay.',
      toPay: (p: { invoices: Count }) =>
        plural(p.invoices, {
          one: `To pay, ${p.invoices.text} invoice`,
          other: `To pay, ${p.invoices.text} invoices`,
        }),
      overdue: (p: { amount: string }) => `${p.amount} of it is overdue`,
      coming: (p: { amount: string }) => `${p.amount} is due later`,
      open: 'Open invoices',
      all: (p: { invoices: Count }) =>
        plural(p.invoices, {
          one: `Show the ${p.invoices.text} open invoice`,
          other: `Show all ${p.invoices.text} open invoices`,
        }),
      paid: 'Latest payments',
      nonePaid: 'Your payments will be listed here.',
      invoice: (p: { number: string }) => `Invoice ${p.number}`,
    },

    done: {
      heading: 'Thank you',
      what: {
        customer_update: 'Your details are saved.',
        payment_method_update: 'Your payment methods are up to date.',
      },
      overview: 'Go to your overview',
    },

    questions: {
      none: 'Once you have an invoice, you can write about it here.',
      write: (p: { seller: string }) => `Write to ${p.seller}`,
      invoice: 'Invoice',
      kinds: { question: 'I have a question', problem: 'Something is wrong with this invoice' },
      text: 'Your message',
      answer: 'You’ll get the answer by e-mail. Until then you won’t be reminded of this invoice.',
      send: 'Send the message',
      sent: 'Your message is on its way. You’ll get the answer by e-mail.',
      order: 'Add your order number',
      orderHint:
        'If your accounts department needs a purchase order number on an invoice. The PDF that was issued stays as it is.',
      orderNumber: 'Purchase order number',
      saveOrder: 'Save the number',
      orderSaved: 'The number is saved with the invoice.',
      promise: 'Say when you’ll pay',
      promiseHint: (p: { days: Count }) =>
        plural(p.days, {
          one: `If you need more time: up to ${p.days.text} day after the due date, or from today if that has passed. You won’t be reminded of this invoice until the day you name is over.`,
          other: `If you need more time: up to ${p.days.text} days after the due date, or from today if that has passed. You won’t be reminded of this invoice until the day you name is over.`,
        }),
      promiseDay: 'I’ll pay by',
      savePromise: 'Save the day',
      promised: 'Thank you. You won’t be reminded of this invoice until that day is over.',
      find: 'Find an older invoice',
      tooMany:
        'You have written five messages about this invoice today. Please wait until tomorrow, or reply to the mail with the invoice.',
      refused: 'We couldn’t save that. Check the invoice and what you entered, and try again.',
    },

    correction: {
      link: 'Show your present details on it',
      heading: (p: { number: string }) => `Your details on invoice ${p.number}`,
      detail: 'Detail',
      before: 'On the invoice',
      after: 'Your details today',
      nothing: 'Nothing',
      details: {
        name: 'Name',
        address: 'Address',
        taxIds: 'Tax numbers',
        shipping: 'Delivery address',
        reference: 'Your reference',
      },
      atOnce:
        'The invoice is issued again with your details of today and a number of its own, and replaces this one. What is billed, the amount and the due date stay as they are. You get the new invoice by e-mail.',
      asked: {
        merchant: (p: { seller: string }) =>
          `${p.seller} looks at this first. Your request goes there with the details above, and you’ll get the answer by e-mail.`,
        tax: (p: { seller: string }) =>
          `With these details another tax may apply, so ${p.seller} looks at this first. Your request goes there with the details above, and you’ll get the answer by e-mail.`,
        paid: (p: { seller: string }) =>
          `This invoice is paid, so ${p.seller} has to correct it. Your request goes there with the details above, and you’ll get the answer by e-mail.`,
      },
      issue: 'Issue the corrected invoice',
      ask: 'Ask for a corrected invoice',
      none: {
        on_its_way: 'A payment of this invoice is on its way, so it can’t be replaced.',
        part_paid: 'A part of this invoice is paid already, so it can’t be replaced.',
        replaced: 'This invoice has been replaced.',
        unchanged: 'This invoice shows your details as they are today.',
        void: 'This invoice is cancelled, so there is nothing to correct.',
      },
      write: (p: { seller: string }) => `Write to ${p.seller}`,
      change: 'Change your details',
      newer: (p: { number: string }) => `Open invoice ${p.number}`,
      sent: 'Your request is on its way. You’ll get the answer by e-mail.',
      notice: {
        changed: 'Something has changed meanwhile, and nothing was done. Look at this again before you confirm it.',
        tooMany: 'That was done as often as it can be today. Please try again tomorrow.',
        refused: 'That didn’t work, and nothing has changed. Try again in a moment.',
      },
      request: (p: { before: string; after: string }) =>
        `Please issue this invoice with our present details.\n\nOn the invoice:\n${p.before}\n\nToday:\n${p.after}`,
      outdated: (p: { invoices: Count }) =>
        plural(p.invoices, {
          one: 'Your details differ from those on this open invoice. You can have it corrected:',
          other: 'Your details differ from those on these open invoices. You can have them corrected:',
        }),
      choose: 'Correct your details on an invoice',
      chooseHint: 'If your name, address or tax number have changed since it was issued.',
      show: 'Show what would change',
    },

    pay: {
      heading: 'Pay several invoices',
      which: 'Which invoices would you like to pay?',
      due: (p: { day: string }) => `Due ${p.day}`,
      sum: 'Together',
      update: 'Update the sum',
      button: (p: { amount: string }) => `Pay ${p.amount}`,
      none: 'Choose the invoices that you want to pay, and update the sum.',
      single: 'Go on to this invoice',
      chooseAndPay: 'Choose and pay',
      transferText: (p: { seller: string }) =>
        `Transfer exactly this sum, and give the reference: by it ${p.seller} knows that the money is yours. The invoices show as paid once ${p.seller} has booked it.`,
      arrived: 'Thank you, your payment has arrived.',
      underWay: 'Thank you. Your payment is on its way; it will be listed here once it has arrived.',
      notPaid: 'This payment was not completed, and nothing was charged. You can try again below.',
    },

    invoices: {
      search: 'Search',
      searchHint: 'Number or text',
      state: 'State',
      states: { all: 'All', open: 'Open', overdue: 'Overdue', paid: 'Paid', void: 'Cancelled' },
      year: 'Year',
      allYears: 'All',
      sort: 'Order',
      sorts: { newest: 'Newest first', oldest: 'Oldest first', due: 'Due first', amount: 'Largest first' },
      show: 'Show',
      found: (p: { invoices: Count }) =>
        plural(p.invoices, { one: `${p.invoices.text} invoice`, other: `${p.invoices.text} invoices` }),
      none: 'Your invoices will be listed here.',
      noneFound: 'No invoice matches this.',
      list: (p: { year: string }) => `List of ${p.year} (CSV)`,
      documents: (p: { year: string }) => `All PDFs of ${p.year} (ZIP)`,
      showAll: 'Show all invoices',
      pages: 'Pages',
      first: 'Back to the beginning',
      next: 'More invoices',
    },

    methods: {
      text: 'With these you can pay without entering anything again. The default one is used where an invoice is charged automatically.',
      none: 'Your saved payment methods will be listed here.',
      default: 'Default',
      makeDefault: 'Make default',
      remove: 'Remove',
      expires: (p: { month: string }) => `Good until ${p.month}`,
      expiry: { expired: 'Expired', this_month: 'Expires this month', next_month: 'Expires next month' },
      expiring: {
        expired: (p: { method: string }) =>
          `${p.method} is your default, and it has expired. Add another payment method.`,
        this_month: (p: { method: string }) =>
          `${p.method} is your default, and it expires this month. Add another payment method in time.`,
        next_month: (p: { method: string }) =>
          `${p.method} is your default, and it expires next month. Add another payment method in time.`,
      },
      add: 'Add a payment method',
      addText: (p: { provider: string }) =>
        `You enter it on a page of ${p.provider}, where it is kept safe. Nothing is charged.`,
      asDefault: 'Make it my default',
      automatic: {
        heading: 'Automatic payment',
        on: (p: { seller: string }) =>
          `It is on: what ${p.seller} charges automatically is paid with your default payment method when it is due.`,
        off: 'It is off: nothing is charged automatically. You get a mail with a link, and pay each invoice yourself.',
        turnOff: 'Turn automatic payment off',
        turnOffText:
          'Nothing more will be charged automatically, open invoices included: for each of these you get a mail with a link, and you pay it yourself. A payment that is on its way arrives all the same.',
        consent: (p: { seller: string }) =>
          `I allow ${p.seller} to charge my default payment method when an invoice is due, until I turn this off.`,
        turnOn: 'Turn automatic payment on',
        turnOnText:
          'This is for invoices that come from now on. Those that you got a link for, you still pay yourself.',
        needsMethod: 'Add a payment method, and then you can turn it on.',
      },
      removal: {
        heading: (p: { method: string }) => `Remove ${p.method}?`,
        text: 'It won’t be charged any more. Payments that are on their way arrive all the same. To use it later, you’d have to enter it again.',
        next: 'Which one should be your default instead?',
        confirm: 'Remove',
        keep: 'Keep it',
        back: 'Back to your payment methods',
      },
      notice: {
        added: (p: { method: string }) => `${p.method} was added.`,
        unfinished: 'No payment method was added.',
        removed: 'The payment method was removed.',
        default_changed: 'Your default has changed.',
        automatic_payment: 'Your choice is saved.',
      },
      problem: {
        payment_provider_unavailable:
          'The page where you enter a payment method can’t be opened right now. Nothing has changed. Try again in a moment.',
        payment_methods_too_many: 'You have 20 saved payment methods, and there can’t be more. Remove one first.',
        payment_method_unfit: 'Payment methods can’t be saved here at the moment.',
        payment_method_missing: 'This payment method is no longer saved.',
        payment_method_needed:
          'This is your only payment method, and an open invoice is charged to it automatically. Add another one or pay that invoice, and then you can remove it.',
        payment_method_default: 'This is your default. Choose which one should be your default instead.',
        other: 'That didn’t work, and nothing has changed. Try again in a moment.',
      },
    },

    links: {
      heading: 'Links to your invoices',
      text: 'Whoever has one of these links can see that invoice and pay it, without signing in. If a link got into the wrong hands, stop it. The other links go on working, and the next mail brings a new one.',
      none: 'The links to your invoices will be listed here.',
      mailedTo: (p: { address: string }) => `Mailed to ${p.address}`,
      own: (p: { seller: string }) => `For ${p.seller} itself`,
      until: (p: { day: string }) => `Works until ${p.day}`,
      expired: (p: { day: string }) => `Expired on ${p.day}`,
      unused: 'Not used yet',
      revoke: 'Stop this link',
      revoked: 'That link no longer works. The other links still do.',
      next: 'More links',
    },
    passkeys: {
      signIn: 'Sign in with a passkey',
      refused: 'This passkey doesn’t work here. Ask for a code instead.',
      failed: 'Your device didn’t answer, and nothing has happened. Try again, or use a code.',
      heading: 'Passkeys',
      text: 'With a passkey you sign in by your fingerprint, your face or the PIN of your device, and need no code.',
      add: 'Add a passkey for this device',
      added: (p: { when: string }) => `Added ${p.when}`,
      neverUsed: 'Not used yet',
      remove: 'Remove',
      notice: {
        added: 'The passkey was added. Next time you can sign in with it.',
        removed: 'The passkey was removed. Your device may still offer it; you can delete it there.',
        refused: 'The passkey wasn’t added. Sign in anew and try again. You can have ten of them at most.',
      },
    },
    data: {
      text: (p: { seller: string }) =>
        `You can download all that ${p.seller} has stored about you here. It is one file, a ZIP archive, which programs can read too. It contains:`,
      files: {
        customer: 'your details, contacts and balance',
        history: 'what was changed, when, and by whom',
        invoices: 'your invoices with all lines, and when you looked at them',
        items: 'items that are not on an issued invoice yet',
        payments: 'your payments, refunds and disputes',
        methods: 'your saved payment methods: kind, brand and last four digits. Nothing else about them is stored here',
        messages: 'the messages that you wrote',
        mails: 'the mails that were sent to you and your contacts, and the links in them',
        sessions: 'where and when you signed in',
        statements: 'your statement of account, for each year',
        documents: 'your invoices and receipts as PDFs',
      },
      download: 'Download my data (ZIP)',
      erasure: {
        heading: 'Have my data erased',
        goes: 'Your details, contacts, payment methods, sign-ins and messages are erased for good, and the links to your invoices stop working.',
        stays: (p: { seller: string }) =>
          `Issued invoices, receipts and payments stay with ${p.seller} unchanged, for as long as the law requires. Open invoices have to be settled first.`,
        confirm: 'I have read what goes and what stays, and want my data erased.',
        unconfirmed: 'Tick the box first: what is erased cannot be brought back.',
        ask: (p: { seller: string }) => `Ask ${p.seller} to erase my data`,
        asked: (p: { seller: string; when: string }) =>
          `You asked ${p.seller} to erase your data on ${p.when}. Until that is done, you can withdraw your request.`,
        withdraw: 'Withdraw the request',
        withdrawn: 'Your request is withdrawn. Nothing was erased.',
      },
      leftOut: 'These PDFs don’t fit into this archive. You’ll find them in the portal, in the archive of their year:',
      readme: {
        about: (p: { seller: string; customer: string; when: string }) =>
          `These are the data that ${p.seller} has stored about ${p.customer}, as of ${p.when}.`,
        fields:
          'Files that end in .json hold text in UTF-8 (RFC 8259). Times are in seconds since 1 January 1970 (UTC), amounts in the smallest unit of their currency, such as cents. In history.json, what stands under “changes” is as it is stored, with times in milliseconds.',
        leftOut:
          'Not included are codes and keys that protect your access, copies of what is listed above, and data that your payment provider keeps itself.',
      },
    },

    sessions: {
      text: 'You are signed in here. If you don’t recognise a device, sign it out.',
      current: 'This device',
      unknownBrowser: 'A browser',
      way: {
        code: (p: { when: string }) => `Signed in by a code from a mail, ${p.when}`,
        passkey: (p: { when: string }) => `Signed in by a passkey, ${p.when}`,
        api: (p: { when: string }) => `Signed in through the merchant’s website, ${p.when}`,
      },
      lastUsed: (p: { when: string }) => `Last used ${p.when}`,
      end: 'Sign out',
      endAll: 'Sign out everywhere',
      ended: 'The device was signed out.',
    },
  }
}
