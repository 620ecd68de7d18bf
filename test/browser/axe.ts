import axe from 'axe-core'
import type { Page } from 'playwright-core'

type Finding = { id: string; nodes: { html: string; failureSummary?: string }[] }

/** The accessibility violations that axe finds on the open page; injected past the content policy. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Finding[]
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
