/** Whose sequence an invoice's number comes from: one for the account, or one for each customer. */
export type NumberingScheme = 'account' | 'customer'
