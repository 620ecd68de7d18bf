import { type FaultProxy, type HttpFault, startFaultProxy } from '../../dev/fault-proxy.ts'
import type { Deliver } from '../../dev/sandbox/webhooks.ts'
import { type SmtpFault, startSmtpFaultProxy } from '../../dev/smtp-fault-proxy.ts'
import { seed } from '../proof/rounds.ts'
import { type Environment, startEnvironment } from './environment.ts'

/** An environment whose database, payment provider and mail server are behind proxies that inject faults. */
export type FaultyEnvironment = {
  readonly env: Environment
  readonly database: FaultProxy<HttpFault>
  readonly provider: FaultProxy<HttpFault>
  readonly mail: FaultProxy<SmtpFault>
  /** The lines that the Worker has written to its log. */
  readonly log: readonly string[]
  /** Stops injecting faults everywhere. */
  clearFaults(): void
  stop(): Promise<void>
}

export async function startFaultyEnvironment(deliver?: Deliver): Promise<FaultyEnvironment> {
  const log: string[] = []
  const proxies: { database?: FaultProxy<HttpFault>; provider?: FaultProxy<HttpFault>; mail?: FaultProxy<SmtpFault> } =
    {}
  const env = await startEnvironment({
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
    env,
    database,
    provider,
    mail,
    log,
    clearFaults() {
      for (const { faults } of all) faults.clear()
    },
    async stop() {
      await env.stop()
      for (const proxy of all) await proxy.stop()
    },
  }
}
