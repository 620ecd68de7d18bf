/** A Worker with nothing in it. */
export default { fetch: () => new Response('function') }
