import axe from 'axe-core'
import type { Page } from 'playwright-core'

type Finding = { id: string; nodes: { html: string; failureSummary?: string }[] }

/** What axe finds wrong with the page that is open; it is put in past the content policy, as a tool for developers may. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Finding[]
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
