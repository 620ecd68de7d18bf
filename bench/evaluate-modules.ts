import product from '../src/index.ts'

/** All of the product's modules, and nothing done with them. */
export default { fetch: () => new Response(typeof product.fetch) }
