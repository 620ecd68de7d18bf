import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { answers, api, drawn, undrawn } from './api.ts'
import { bundle, product, weigh } from './bundle.ts'
import { claim } from './claim.ts'
import { commits } from './commits.ts'
import type { Compared } from './compare-loads.ts'
import { firstView } from './first-view.ts'
import { history } from './history.ts'
import { heapMb, largeDocuments } from './large-documents.ts'
import { lifecycle } from './lifecycle.ts'
import { aim, lighthouseOn } from './lighthouse.ts'
import { listOf } from './load.ts'
import { page } from './page.ts'
import { cases, pdf } from './pdf.ts'
import { reminders } from './reminders.ts'
import { type Setup, setUp } from './setup.ts'
import { openSite } from './site.ts'
import { startUp } from './startup.ts'
import { webhook } from './webhook.ts'

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' } },
  allowPositionals: true,
})

/** The sizes of all parts: for reliable figures, or for a quick check that everything runs. */
const size = values.quick
  ? {
      invoices: 2000,
      drafts: 6000,
      answers: 400,
      many: 20_000,
      claims: 5,
      due: 200,
      views: 1,
      starts: 3,
      pages: 2,
      commits: 100,
      lifecycles: 2,
      lines: [20, 60, 200],
      documents: { rounds: 1, small: 2, large: 1 },
      pace: { rounds: 1, seconds: 1 },
    }
  : {
      invoices: 100_000,
      drafts: 30_000,
      answers: 10_000,
      many: 1_000_000,
      claims: 21,
      due: 10_000,
      views: 3,
      starts: 11,
      pages: 99,
      commits: 500,
      lifecycles: 50,
      lines: [100, 300, 1000],
      documents: { rounds: 7, small: 20, large: 2 },
      pace: { rounds: 5, seconds: 5 },
    }

type Row = readonly [what: string, figure: string, aim: string]
type Figures = Record<string, Record<string, number>>
type Measured = { readonly rows: readonly Row[]; readonly figures?: Figures }

const withSetup = async <T>(measure: (setup: Setup) => Promise<T>): Promise<T> => {
  const setup = await setUp()
  try {
    return await measure(setup)
  } finally {
    await setup.stop()
  }
}

const compared = (what: string, { ratio, ours, bare }: Compared, least: number | null = 0.6): Row[] => [
  [`${what}: ours / bare`, ratio.toFixed(2), least === null ? '' : `at least ${least}`],
  ...(
    [
      ['ours', ours],
      ['bare', bare],
    ] as const
  ).map(
    ([side, loaded]): Row => [
      `  ${side}`,
      `${loaded.perSecond.toFixed(0)} a second, p50 ${loaded.p50Ms} ms, p99 ${loaded.p99Ms} ms; answered ${listOf(loaded.met)}`,
      '',
    ],
  ),
]

const rounded = (value: number) => Math.round(value * 100) / 100

/** The measurements by name; names on the command line select some. */
const scoreRows = (scores: Awaited<ReturnType<typeof lighthouseOn>>, where = ''): Row[] =>
  Object.entries(scores).map(([name, { performance, accessibility, 'best-practices': practices, lost }]) => [
    `Lighthouse, ${where}${name}`,
    [performance, accessibility, practices].join(' / ') + (lost.length > 0 ? ` (${lost.join(', ')})` : ''),
    `${aim} each`,
  ])

const parts: Readonly<Record<string, () => Promise<Measured>>> = {
  async page() {
    const found = await withSetup((setup) => page(setup, size.pace, size.invoices))
    return {
      rows: compared(`invoice page among ${size.invoices.toLocaleString('en')}`, found, 0.7),
      figures: { page: { ratio: rounded(found.ratio), p99Ms: found.ours.p99Ms } },
    }
  },
  async webhook() {
    const found = await withSetup((setup) => webhook(setup, size.pace))
    return { rows: compared('webhook intake', found), figures: { webhook: { ratio: rounded(found.ratio) } } }
  },
  async api() {
    const loaded = (main: string) => withSetup((setup) => api(setup, main, size.pace, size.drafts))
    const [request, whole] = [await loaded(undrawn), await loaded(drawn)]
    return {
      rows: [
        ...compared('finalize and send, its document not drawn', request),
        ...compared('finalize and send, its PDF drawn on the same thread', whole, null),
      ],
      figures: { api: { ratio: rounded(request.ratio), withPdf: rounded(whole.ratio) } },
    }
  },
  async answers() {
    const met = await withSetup((setup) => answers(setup, size.answers))
    return {
      rows: [[`${size.answers.toLocaleString('en')} invoices finalized and sent`, listOf(met), '2xx, 409, 429']],
    }
  },
  async claim() {
    const { ratio, fewMs, manyMs } = await claim(1000, size.many, size.claims)
    const figure = `${ratio.toFixed(2)} (${fewMs.toFixed(1)} ms, ${manyMs.toFixed(1)} ms)`
    return {
      rows: [[`claim of 100 due among ${size.many.toLocaleString('en')} / among 1,000`, figure, 'at most 1.5']],
      figures: { claim: { ratio: rounded(ratio) } },
    }
  },
  async reminders() {
    const { tripsEach, perSecond, mails } = await withSetup((setup) => reminders(setup, size.due))
    const figure = `${tripsEach.toFixed(2)} trips each, ${perSecond.toFixed(0)} a second, ${mails} mails`
    return { rows: [[`${size.due.toLocaleString('en')} due reminders through the queue`, figure, 'at most 3 each']] }
  },
  async pages() {
    const site = await openSite()
    try {
      const { cold, warm } = await firstView(site.pages.open!, size.views)
      const scores = await lighthouseOn(Object.fromEntries(Object.entries(site.pages).slice(0, size.pages)))
      return {
        rows: [
          ...[cold, warm].map(
            ({ bytes, requests, amountMs }, i): Row => [
              `first view on slow 3G, ${i === 0 ? 'cold' : 'warm'} cache`,
              `${bytes} bytes, ${requests} requests, amount after ${amountMs.toFixed(0)} ms`,
              i === 0 ? '14,336 bytes, 3 requests' : '',
            ],
          ),
          ...scoreRows(scores),
        ],
        figures: { firstView: { bytes: cold.bytes, requests: cold.requests } },
      }
    } finally {
      await site.stop()
    }
  },
  async portal() {
    const site = await openSite()
    try {
      const pages = Object.fromEntries(Object.entries(site.portal.pages).slice(0, size.pages))
      return { rows: scoreRows(await lighthouseOn(pages, site.portal.cookie), 'portal, ') }
    } finally {
      await site.stop()
    }
  },
  async commits() {
    const found = await withSetup((setup) => commits(setup, size.commits, [1, 2, 4, 8]))
    return {
      rows: Object.entries(found).map(
        ([what, perSecond]): Row => [`commits: ${what}`, `${perSecond.toFixed(0)} a second`, ''],
      ),
    }
  },
  async life() {
    const stages = await withSetup((setup) => lifecycle(setup, size.lifecycles))
    return {
      rows: stages.map(({ what, writes, trips, bytes, rows }): Row => {
        const tables = Object.entries(rows).map(([table, count]) => `${rounded(count)} ${table}`)
        return [
          `lifecycle: ${what}`,
          `${rounded(writes)} writes, ${rounded(trips)} trips, ${bytes} bytes; ${tables.join(', ')}`,
          '',
        ]
      }),
    }
  },
  async history() {
    const found = await withSetup((setup) => history(setup, size.lines))
    const each = ({ lines, eventBytes }: (typeof found)[number]) => eventBytes / lines
    const [fewest, most] = [found[0]!, found.at(-1)!]
    const ratio = each(most) / each(fewest)
    return {
      rows: [
        [
          `history a line: ${most.lines.toLocaleString('en')} lines / ${fewest.lines}`,
          `${ratio.toFixed(2)} (${each(most).toFixed(0)} and ${each(fewest).toFixed(0)} bytes)`,
          'at most 1.1',
        ],
        ...found.map(
          ({ lines, eventBytes, rowBytes, pageMs }): Row => [
            `  ${lines.toLocaleString('en')} lines added one by one`,
            `${eventBytes} bytes of events, a row of ${rowBytes}, 100 events shown in ${pageMs.toFixed(0)} ms`,
            '',
          ],
        ),
      ],
      figures: { history: { ratio: rounded(ratio), bytesALine: Math.round(each(most)) } },
    }
  },
  async pdf() {
    const found = Object.entries(await withSetup((setup) => pdf(setup, size.documents)))
    const large = await withSetup(largeDocuments)
    const sideOf = (side: string, { ms, cpuMs, pages }: (typeof found)[number][1]['ours']): Row => [
      `  ${side}`,
      `${ms.toFixed(1)} ms, ${cpuMs.toFixed(1)} ms of CPU each; pages ${pages}`,
      '',
    ]
    return {
      rows: [
        ...found.flatMap(([name, { ratio, cpuRatio, ours, theirs }]): Row[] => [
          [
            `PDF, ${name}: ours / react-pdf`,
            `${ratio.toFixed(3)} (in CPU time ${cpuRatio.toFixed(3)})`,
            `at most ${cases[name]!.atMost}`,
          ],
          sideOf('ours', ours),
          sideOf('react-pdf', theirs),
        ]),
        [
          `PDF of 500 lines, in a heap of ${heapMb} MB`,
          `the process grows by ${large.grownMb.toFixed(0)} MB`,
          'at most 128 MB',
        ],
        [
          '  CPU',
          `${large.firstMs.toFixed(0)} ms for the first in an isolate, ${large.lastMs.toFixed(0)} ms once warm`,
          'at most 30 s',
        ],
      ],
      figures: Object.fromEntries(found.map(([name, { ratio }]) => [`pdf ${name}`, { ratio: rounded(ratio) }])),
    }
  },
  async bundle() {
    const dir = await mkdtemp(join(tmpdir(), 'remit-bench-'))
    try {
      const { bytes, gzipBytes } = await weigh(await bundle(product, join(dir, 'product')))
      const { cpuMs, emptyMs } = await startUp(dir, size.starts)
      return {
        rows: [
          ['bundle, compressed', `${gzipBytes} bytes (${bytes} as it is)`, '921,600 bytes'],
          ['start-up CPU', `${cpuMs.toFixed(0)} ms above an empty Worker's ${emptyMs.toFixed(0)} ms`, '60 ms'],
        ],
        figures: { bundle: { gzipBytes }, startup: { cpuMs: Math.round(cpuMs) } },
      }
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  },
}

const chosen = positionals.length > 0 ? positionals : Object.keys(parts)
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`)

const began = performance.now()
const figures: Figures = {}
const failed: string[] = []
console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} processors${values.quick ? ', quick run' : ''}`)
for (const name of chosen) {
  try {
    const measured = await parts[name]!()
    Object.assign(figures, measured.figures)
    for (const [what, figure, wanted] of measured.rows)
      console.log(`${what.padEnd(56)} ${figure}${wanted ? `   [${wanted}]` : ''}`)
  } catch (error) {
    failed.push(name)
    console.log(`${name.padEnd(56)} FAILED: ${error instanceof Error ? error.message : error}`)
  }
}
console.log(`It took ${Math.round((performance.now() - began) / 1000)} s.`)
if (failed.length > 0) console.log(`Not measured: ${failed.join(', ')}.`)
if (values.json) console.log(JSON.stringify({ ...figures, ...(failed.length > 0 && { failed }) }))
process.exitCode = failed.length > 0 ? 1 : 0
