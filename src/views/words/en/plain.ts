/** What anybody reads on a page without an invoice. */
export const plain = () => ({
  home: {
    title: (p: { host: string }) => `Invoices at ${p.host}`,
    what: 'Businesses send their invoices from here, and their customers view and pay them.',
    next: 'Do you have an invoice to pay? Open the link in the mail that brought it, up to its very end. Each invoice has a link of its own.',
    all: 'See all your invoices',
    genuine: (p: { link: string }) =>
      `Not sure whether a mail is genuine? Genuine links begin with ${p.link} – if in doubt, call the company on a number that you already know before you pay.`,
    runBy: (p: { operator: string }) => `${p.operator} runs this site.`,
    contact: 'Contact:',
  },

  link: {
    unknown: {
      title: 'This link doesn’t work',
      what: 'We don’t know this link. Perhaps a character was lost or changed when it was copied.',
      next: 'Open the mail with the invoice and press the button in it. If that doesn’t help, ask the company that sent you the invoice.',
    },
    cutOff: {
      title: 'This link is incomplete',
      what: 'Its end is missing. That happens when a mail program breaks a long link over two lines.',
      next: 'Go back to the mail and press the button in it, or copy the link up to its very end. If that doesn’t help, ask the company that sent you the invoice.',
    },
    otherBrowser: {
      title: 'Please open the link in your mail',
      what: 'This address shows the invoice only in the browser in which its link was opened lately, to keep the invoice private.',
      next: 'Open the mail with the invoice and press the button in it. If somebody gave you this address, ask them for the link: the page shows it under “Share this invoice”.',
    },
    ended: {
      title: 'This link doesn’t work any more',
      expired: (p: { seller: string }) =>
        `It led to an invoice from ${p.seller}. Links to invoices end after a while, to keep your invoice private.`,
      revoked: (p: { seller: string }) => `It led to an invoice from ${p.seller}, and was replaced by a new one.`,
      fresh: (p: { address: string }) =>
        `We can send a fresh link. It goes only to ${p.address}, the address on file for this invoice.`,
      button: 'Send me a fresh link',
      askFor: (p: { seller: string; address: string }) =>
        `The new link goes only to ${p.address}. Please ask ${p.seller} to send it to you.`,
      ask: (p: { seller: string }) => `Please ask ${p.seller} for a fresh link.`,
      questions: (p: { seller: string }) => `How to reach ${p.seller}:`,
    },
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
})
