import { Hono } from 'hono'
import type { Env } from '../http/env.ts'
import { page, pageProps } from '../http/pages.tsx'
import { HomePage } from '../views/home-page.tsx'

/** The page at `/`, for people who shortened a link. */
export const home = new Hono<Env>().get('/', (c) => page(c, <HomePage {...pageProps(c)} />))
