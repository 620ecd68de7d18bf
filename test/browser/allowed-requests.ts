import type { Request } from 'playwright-core'
import { world } from '../world/merchant.ts'

/** Whether a page of the running Worker, or a mail, may make this request: its own resources, and the logo. */
export const isAllowed = (request: Request): boolean => {
  const { origin, pathname } = new URL(request.url())
  if (origin === world.mailbox) return /^\/(mails\/\w+(\/\w+)?|style\.css)$/.test(pathname)
  return (
    origin === world.app &&
    /^\/(i\/[^/]+(\/views|\/panel)?|logos\/\w+\/\w+|assets\/(pay|htmx)-[\w.-]+\.js)$/.test(pathname)
  )
}
