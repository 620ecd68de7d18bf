import type { JSX } from 'preact'
import { render } from 'preact-render-to-string'

/** A whole page as HTML. */
export const renderPage = (page: JSX.Element): string => `<!doctype html>${render(page)}`

/** One named part of a page, as an answer to htmx. */
export const renderPart = (part: JSX.Element): string => render(part)
