/** Stripe's integer `quantity` next to the exact `quantity_decimal`; fractions are cut off. */
export const wholeQuantity = (quantity: string): number => Number(quantity.split('.')[0])
