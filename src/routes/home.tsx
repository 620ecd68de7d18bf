import { Hono } from 'hono'
import type { Env } from '../http/env.ts'
import { page, pageProps } from '../http/pages.tsx'
import { HomePage } from '../views/home-page.tsx'

/** The page at `/`, for people who shortened a link. It reads nothing, so that it says the same to everybody. */
export const home = new Hono<Env>().get('/', (c) => {
  const { operator, origin } = c.var.deps
  return page(c, <HomePage operator={operator} origin={origin} {...pageProps(c)} />)
})
