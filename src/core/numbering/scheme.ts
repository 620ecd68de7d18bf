/** Whose sequence a document's number comes from: one for the account, or one for each customer. */
export type NumberingScheme = 'account' | 'customer'

/** How an account numbers one kind of document; under the scheme `customer`, numbers have the customer's prefix. */
export type Numbering = { readonly scheme: NumberingScheme; readonly prefix: string }
