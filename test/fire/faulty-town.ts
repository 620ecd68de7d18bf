import { type FaultProxy, type HttpFault, startFaultProxy } from '../../dev/fault-proxy.ts'
import type { Deliver } from '../../dev/sandbox/webhooks.ts'
import { type SmtpFault, startSmtpFaultProxy } from '../../dev/smtp-fault-proxy.ts'
import { seed } from '../proof/rounds.ts'
import { startTown, type Town } from './town.ts'

/** A town whose database, payment provider and mail server stand behind proxies that can make each of them fail. */
export type FaultyTown = {
  readonly town: Town
  readonly database: FaultProxy<HttpFault>
  readonly provider: FaultProxy<HttpFault>
  readonly mail: FaultProxy<SmtpFault>
  /** What the Worker has written to its log. */
  readonly log: readonly string[]
  /** Everything works again. */
  lift(): void
  stop(): Promise<void>
}

export async function startFaultyTown(deliver?: Deliver): Promise<FaultyTown> {
  const log: string[] = []
  const proxies: { database?: FaultProxy<HttpFault>; provider?: FaultProxy<HttpFault>; mail?: FaultProxy<SmtpFault> } =
    {}
  const town = await startTown({
    deliver,
    log: (line) => log.push(line),
    async through({ database, sandbox, smtp }) {
      proxies.database = await startFaultProxy(database, seed)
      proxies.provider = await startFaultProxy(sandbox, seed + 1)
      proxies.mail = await startSmtpFaultProxy(smtp, seed + 2)
      return { database: proxies.database.url, sandbox: proxies.provider.url, smtp: proxies.mail.url }
    },
  })
  const { database, provider, mail } = proxies as Required<typeof proxies>
  const all = [database, provider, mail]
  return {
    town,
    database,
    provider,
    mail,
    log,
    lift() {
      for (const { strikes } of all) strikes.lift()
    },
    async stop() {
      await town.stop()
      for (const proxy of all) await proxy.stop()
    },
  }
}
