import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { chromiumPath } from '../dev/chromium.ts'
import { freePort } from '../dev/ports.ts'

const categories = ['performance', 'accessibility', 'best-practices'] as const
type Category = (typeof categories)[number]

export const aim = 98

/** Scores of 100, and the audits that lowered them. */
type Scores = Readonly<Record<Category, number>> & { readonly lost: readonly string[] }

/** Runs Lighthouse on each page, on its simulated phone (a slow 4G connection, a processor four times slower), with a cookie if one is given. */
export async function lighthouseOn(
  pages: Readonly<Record<string, string>>,
  cookie = '',
): Promise<Record<string, Scores>> {
  const port = await freePort()
  const { env, args, executablePath } = await chromiumPath()
  const browser = await chromium.launch({
    executablePath,
    args: [...args, `--remote-debugging-port=${port}`],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  try {
    const scores: Record<string, Scores> = {}
    for (const [name, url] of Object.entries(pages)) scores[name] = await fairly(() => scoresOf(url, port, cookie))
    return scores
  } finally {
    await browser.close()
  }
}

/** Other load can make a page look slow, so a low score is measured three times and the median counts. */
async function fairly(measure: () => Promise<Scores>): Promise<Scores> {
  const first = await measure()
  if (first.performance >= aim) return first
  const all = [first, await measure(), await measure()]
  return all.sort((a, b) => a.performance - b.performance)[1]!
}

async function scoresOf(url: string, port: number, cookie: string): Promise<Scores> {
  const extraHeaders = cookie === '' ? null : { Cookie: cookie }
  const settings = { onlyCategories: [...categories], ignoreStatusCode: true, extraHeaders }
  const run = await lighthouse(url, { port, logLevel: 'error' }, { extends: 'lighthouse:default', settings })
  if (!run || run.lhr.runtimeError) throw new Error(`Lighthouse failed on ${url}: ${run?.lhr.runtimeError?.message}`)
  const { audits, categories: judged } = run.lhr
  const isOwnStatus = saysOnlyItsStatus(audits['errors-in-console'], url)
  const counted = (category: Category) =>
    (judged[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && typeof audits[id]?.score === 'number')
      .filter(({ id }) => !(isOwnStatus && id === 'errors-in-console'))
      .map(({ id, weight }) => ({ id, weight, score: audits[id]!.score! }))
  const points = (category: Category) => {
    const refs = counted(category)
    const weights = refs.reduce((sum, { weight }) => sum + weight, 0)
    return Math.round((100 * refs.reduce((sum, { weight, score }) => sum + weight * score, 0)) / weights)
  }
  return {
    performance: points('performance'),
    accessibility: points('accessibility'),
    'best-practices': points('best-practices'),
    lost: categories.flatMap((category) => counted(category).flatMap(({ id, score }) => (score < 0.9 ? [id] : []))),
  }
}

/** Whether a page with an intentional 404 logs nothing but that status. */
function saysOnlyItsStatus(audit: { details?: unknown } | undefined, url: string): boolean {
  const { items = [] } = (audit?.details ?? {}) as { items?: { source?: string; sourceLocation?: { url?: string } }[] }
  return (
    items.length > 0 && items.every(({ source, sourceLocation }) => source === 'network' && sourceLocation?.url === url)
  )
}
