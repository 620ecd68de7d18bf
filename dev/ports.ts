import { once } from 'node:events'
import { createServer } from 'node:net'

type Service = { option: string; defaultPort: number; title: string }

/** The services of the local world, with the command-line option for each port. */
export const services = {
  app: { option: 'port', defaultPort: 8787, title: 'the app' },
  mailbox: { option: 'mailbox-port', defaultPort: 8788, title: 'the mailbox page' },
  sandbox: { option: 'sandbox-port', defaultPort: 8789, title: 'the sandbox payment provider' },
  database: { option: 'database-port', defaultPort: 8790, title: 'the database server' },
  smtp: { option: 'smtp-port', defaultPort: 8725, title: "the mailbox's SMTP server" },
} as const satisfies Record<string, Service>

export type ServiceName = keyof typeof services
export type Ports = Record<ServiceName, number>

const entries = Object.entries(services) as [ServiceName, Service][]

/** The port options, to be spread into the `options` of `parseArgs`. */
export const portOptions: Record<string, { type: 'string' }> = Object.fromEntries(
  entries.map(([, service]) => [service.option, { type: 'string' }]),
)

/** The ports from the values of `parseArgs`, with defaults. Throws a sentence for an invalid port. */
export function readPorts(values: Record<string, unknown>): Ports {
  const ports = {} as Ports
  for (const [name, service] of entries) {
    const port = readPort(values[service.option], service)
    const conflicting = entries.find(([other]) => ports[other] === port)
    if (conflicting)
      throw new Error(
        `${capital(service.title)} and ${conflicting[1].title} cannot share port ${port}; change --${service.option}.`,
      )
    ports[name] = port
  }
  return ports
}

function readPort(value: unknown, service: Service): number {
  if (value === undefined) return service.defaultPort
  const port = /^\d{1,5}$/.test(String(value)) ? Number(value) : 0
  if (port < 1 || port > 65_535)
    throw new Error(`--${service.option} must be a port between 1 and 65535, but it is "${value}".`)
  return port
}

/** Throws a sentence for each port that is taken, with the option that changes it. */
export async function checkPorts(ports: Ports): Promise<void> {
  const sentences = await Promise.all(
    entries.map(async ([name, service]) => {
      const port = ports[name]
      const problem = await problemWith(port)
      return (
        problem && `Port ${port} ${problem}, and ${service.title} wants it; choose another with --${service.option}.`
      )
    }),
  )
  const messages = sentences.filter(Boolean)
  if (messages.length > 0) throw new Error(messages.join('\n'))
}

const problems: Record<string, string> = {
  EADDRINUSE: 'is taken',
  EACCES: 'needs more rights than you have',
}

async function problemWith(port: number): Promise<string | null> {
  const server = createServer()
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
    return null
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    return problems[code] ?? `cannot be used (${message})`
  } finally {
    server.close()
  }
}

/** Below the ports that the system itself gives to outgoing connections, so that none of them takes one before its server starts. */
const [lowestPort, portCount] = [11_000, 20_000]
const handedOut = new Set<number>()

/** Different free ports, for tests that run in parallel; each stays free while its server is down. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const port = lowestPort + Math.floor(Math.random() * portCount)
    if (handedOut.has(port)) continue
    handedOut.add(port)
    if ((await problemWith(port)) === null) ports.push(port)
  }
  return ports
}

export const freePort = async (): Promise<number> => (await freePorts(1))[0] as number

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
