/** What anybody reads on a page without an invoice. */
export const plain = () => ({
  home: {
    title: 'Remit',
    what: 'Invoices that are a pleasure to pay.',
    next: 'If you have an invoice to pay, open the link in the mail you received.',
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
})
