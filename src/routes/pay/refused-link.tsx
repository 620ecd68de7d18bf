import type { Context } from 'hono'
import type { Env } from '../../http/env.ts'
import { page, pageProps } from '../../http/pages.tsx'
import { LinkPage } from '../../views/pay/link-page.tsx'

/** The same page for every invalid link. */
export const refusedLink = (c: Context<Env>) => page(c, <LinkPage {...pageProps(c)} />, 404)
