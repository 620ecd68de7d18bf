/** Whether a saved method is charged, or the customer is mailed a link. */
export type CollectionMethod = 'charge_automatically' | 'send_invoice'

type Collected = { readonly collectionMethod: CollectionMethod; readonly isLeftToCustomer?: true }

/** Whether its customer pays it themselves: it was sent to them, or they switched automatic payment off. */
export const isLeftToCustomer = ({ collectionMethod, isLeftToCustomer }: Collected): boolean =>
  collectionMethod === 'send_invoice' || isLeftToCustomer === true
