/** What somebody reads who checks whether a document is genuine. */
export const verify = () => ({
  form: {
    title: 'Is your document genuine?',
    what: 'Each invoice and receipt that was issued here has a code at the foot of its pages.',
    next: 'Enter it, and you see payee, amount and bank account as they were issued.',
    code: 'Code on the document',
    button: 'Check',
  },
  refused: {
    title: 'No document has this code',
    what: 'Please compare the code with your document, character by character.',
    next: 'If it is the same, the document was not issued here. Don’t pay it, and ask the payee at a phone number you already know.',
  },
  genuine: { invoice: 'This invoice is genuine', receipt: 'This receipt is genuine' },
  revised: 'This invoice is genuine, but was replaced',
  outdated: {
    invoice: 'This invoice is genuine, but was cancelled',
    receipt: 'This receipt is genuine, but not the newest',
  },
  compare: 'Compare your copy with what was issued. Where they differ, your copy was altered.',
  payee: 'Payee',
  receiptNumber: 'Receipt number',
  forInvoice: 'For invoice',
  amountPaid: 'Amount paid',
  paidOn: 'Paid on',
  account: {
    heading: 'Bank account on the document',
    check: 'If your copy names another account, don’t pay to it.',
    none: 'The document names no bank account. If your copy names one, don’t pay to it.',
  },
  changes: {
    heading: 'Since it was issued',
    nothing: 'Nothing has changed: it is the newest.',
    replaced: (p: { date: string }) =>
      `A newer version was issued on ${p.date}, since an amount was paid back. Use that one.`,
    voided: (p: { date: string }) => `The invoice was cancelled on ${p.date}. Don’t pay it.`,
    revised: (p: { date: string; number: string }) =>
      `Invoice ${p.number} replaced it on ${p.date}. Don’t pay this one.`,
    paid: (p: { date: string }) => `The invoice was paid in full on ${p.date}. Nothing is left to pay.`,
    partPaid: 'A part of the invoice has been paid.',
    paidBack: 'What was paid has been paid back.',
    bankAccount: 'The payee has changed its bank account. Transfers now go to this one:',
    noAccount: 'The payee no longer takes transfers to this account. Ask before you pay.',
  },
  file: {
    heading: 'Is your file unaltered?',
    text: 'Choose the PDF, or drop it on this page. Your browser compares it: it is not sent anywhere.',
    choose: 'Choose the PDF',
    same: 'This is exactly the file that was issued.',
    older: 'This file was issued, but a newer version has replaced it.',
    other: 'This is not the file that was issued. It may have been altered: don’t pay to a bank account in it.',
    resaved: 'A file that was printed or saved anew differs too. Then compare what it says with this page.',
    unreadable: 'Your browser couldn’t read this file. Please try again.',
    fingerprint: 'The file’s fingerprint (SHA-256)',
    command: (p: { command: string }) => `To compare it yourself, run ${p.command} on your file.`,
  },
})
