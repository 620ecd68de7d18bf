/** What customers read where they keep their billing details and contacts right. */
export const details = () => ({
  heading: 'Billing details',
  intro: 'Your next invoices are made out like this. Invoices that you already have stay as they are.',
  name: { label: 'Company or full name', hint: 'As it should be on your invoices.' },
  phone: 'Phone number',
  language: { label: 'Language', automatic: 'The language of your browser' },
  timeZone: {
    label: 'Time zone',
    hint: 'Reminders arrive in the morning of this time zone.',
    automatic: (p: { seller: string }) => `The time zone of ${p.seller}`,
  },
  optional: (p: { label: string }) => `${p.label} (optional)`,
  save: 'Save details',
  saved: 'Your details are saved.',

  address: {
    legend: 'Address',
    country: 'Country',
    chooseCountry: 'Choose a country',
    changeCountry: 'Show the fields of this country',
    line1: 'Street and number',
    line2: 'Building, floor or department',
    city: { city: 'City', town: 'Town or city', suburb: 'Suburb or city' },
    postalCode: {
      postal: 'Postal code',
      postcode: 'Postcode',
      zip: 'ZIP code',
      pin: 'PIN code',
      eircode: 'Eircode',
    },
    state: {
      state: 'State',
      province: 'Province',
      prefecture: 'Prefecture',
      county: 'County',
      emirate: 'Emirate',
      area: 'Area',
      department: 'Department',
      region: 'Region',
    },
  },

  taxIds: {
    legend: 'Tax numbers',
    hint: 'Your VAT number, for example. Empty a field to remove its number.',
    type: 'Kind of number',
    chooseType: 'Choose a kind',
    value: 'Number',
    others: 'Other countries',
  },

  contacts: {
    heading: 'Who else gets mail',
    intro: 'Each of these contacts gets a copy of the mails you choose, with a link of their own to the invoice.',
    remove: 'To remove a contact, empty its name and address.',
    nth: (p: { nth: string }) => `Contact ${p.nth}`,
    another: 'Add a contact',
    name: 'Name',
    email: 'Email address',
    roles: {
      legend: 'Gets a copy of',
      invoices: 'Invoices',
      receipts: 'Receipts',
      reminders: 'Reminders',
      everything: 'Everything',
    },
    save: 'Save contacts',
    saved: 'Your contacts are saved.',
  },

  message: {
    question: (p: { number: string; customer: string }) => `Question about invoice ${p.number} from ${p.customer}`,
    problem: (p: { number: string; customer: string }) =>
      `Something is wrong with invoice ${p.number}, writes ${p.customer}`,
    about: (p: { line: string }) => `About the line: ${p.line}`,
    reply: (p: { customer: string }) => `Reply to this mail, and ${p.customer} gets your answer.`,
    paused: 'Reminders for this invoice pause for 14 days, or until you send the invoice again.',
  },

  erasure: {
    requested: (p: { customer: string }) => `${p.customer} asks you to erase their data`,
    how: (p: { call: string }) =>
      `You carry it out with this call of the API: ${p.call}. Issued invoices, receipts and payments stay.`,
    open: 'Open invoices have to be settled or voided first.',
    law: 'In the European Union you have one month to answer.',
  },

  problem: {
    title: 'Nothing is saved yet',
    what: 'Please correct these fields:',
    prefix: 'Error:',
  },
  overtaken: {
    title: 'Somebody else changed this in the meantime',
    what: 'The page now shows what they saved. Nothing of yours is saved yet: check the marked fields, and save again.',
    yours: (p: { text: string }) => `You had entered: ${p.text}`,
    nothing: 'nothing',
  },
  faults: {
    missing: (p: { label: string }) => `Fill in “${p.label}”.`,
    too_long: (p: { label: string; most: string }) => `“${p.label}” can have at most ${p.most} characters.`,
    choice: (p: { label: string }) => `Choose “${p.label}” from the list.`,
    postal_code: (p: { label: string; example: string }) => `“${p.label}” should look like ${p.example}.`,
    phone: (p: { example: string }) => `Enter a phone number, such as ${p.example}.`,
    tax_id_type: 'Choose what kind of number it is.',
    tax_id_form: (p: { example: string }) => `A number of this kind looks like ${p.example}.`,
    tax_id_check_digits: 'The check digits don’t match. Please compare the number with your documents.',
    tax_id_twice: 'This number is already in the list.',
    email: (p: { example: string }) => `Enter an email address, such as ${p.example}.`,
    email_twice: 'Another contact has this address.',
    roles: 'Choose at least one kind of mail.',
  },
})
