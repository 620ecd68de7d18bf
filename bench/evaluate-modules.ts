import product from '../src/index.ts'

/** Imports all of the product's modules without using them. */
export default { fetch: () => new Response(typeof product.fetch) }
