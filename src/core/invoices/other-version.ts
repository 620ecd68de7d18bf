/** Another version of an invoice, by its id and its number. */
export type OtherVersion = { readonly id: string; readonly number: string }
