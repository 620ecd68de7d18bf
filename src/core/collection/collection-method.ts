/** Whether a saved method is charged, or the customer is mailed a link. */
export type CollectionMethod = 'charge_automatically' | 'send_invoice'
