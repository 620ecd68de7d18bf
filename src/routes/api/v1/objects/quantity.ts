/** Stripe's whole `quantity` beside the exact `quantity_decimal`: a fraction has no whole figure, so it is cut off. */
export const wholeQuantity = (quantity: string): number => Number(quantity.split('.')[0])
