/** The part of autocannon that the bench uses; it ships no types. */
declare module 'autocannon' {
  namespace autocannon {
    type Request = {
      readonly method?: string
      readonly path?: string
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
    }
    type Options = {
      readonly url: string
      readonly connections: number
      readonly amount: number
      /** Seconds. */
      readonly timeout: number
      readonly requests: readonly {
        readonly setupRequest: (request: Request) => Request
        readonly onResponse: (status: number, body: string) => void
      }[]
    }
    type Result = {
      readonly latency: { readonly p50: number; readonly p99: number }
      readonly errors: number
    }
  }
  function autocannon(options: autocannon.Options): PromiseLike<autocannon.Result>
  export default autocannon
}
