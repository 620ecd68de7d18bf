import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { buildAssets } from './build-assets.ts'
import { checkPorts, portOptions, readPorts } from './ports.ts'

const dir = '.local'

const help = `npm start -- [options]
  --fresh                delete the data of earlier runs
  --port, --mailbox-port, --sandbox-port, --database-port, --smtp-port   the ports
  --verbose              show the Worker's log`

try {
  const { values } = parseArgs({
    options: { ...portOptions, fresh: { type: 'boolean' }, verbose: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) console.log(help)
  else await start(values)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function start(values: Record<string, unknown>): Promise<void> {
  const ports = readPorts(values)
  await checkPorts(ports)
  if (values.fresh) await rm(dir, { recursive: true, force: true })
  buildAssets()
  // Imported late, since its modules take a second to load and a mistake in the options needs none of them.
  const { startWorld } = await import('./world.ts')
  const log = values.verbose ? console.log : undefined
  const running = await startWorld({ dir, ports, report: console.log, log })
  const { world } = running
  console.log(`
Remit is up. Everything here is a sandbox: no money moves and no mail leaves this machine.

  An invoice to pay   ${world.invoiceUrl}
  One that is late    ${world.pastDueInvoiceUrl}
  One that is paid    ${world.paidInvoiceUrl}
  A customer’s portal ${world.portalUrl}
  Where they sign in  ${world.portalLoginUrl}

  App                 ${world.app}
  Mailbox             ${world.mailbox}
  Payment provider    ${world.sandbox}   (payments, bank transfers, webhooks, the clock)
  Database            ${world.database}

  API                 curl ${world.app}/v1/invoices -u ${world.apiKey}:
  As JSON             ${dir}/world.json

Ctrl-C stops it and keeps the data; npm start -- --fresh deletes it.
`)
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (isEnding) return
      isEnding = true
      await running.stop()
      process.exit(0)
    })
  }
}
