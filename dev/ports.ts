import { once } from 'node:events'
import { createServer } from 'node:net'

type Door = { option: string; usual: number; who: string }

/** Everything in the local world that listens, in the order a person meets it. */
export const doors = {
  app: { option: 'port', usual: 8787, who: 'the app' },
  mailbox: { option: 'mailbox-port', usual: 8788, who: 'the mailbox page' },
  sandbox: { option: 'sandbox-port', usual: 8789, who: 'the sandbox payment provider' },
  database: { option: 'database-port', usual: 8790, who: 'the database server' },
  smtp: { option: 'smtp-port', usual: 8725, who: "the mailbox's SMTP server" },
} as const satisfies Record<string, Door>

export type DoorName = keyof typeof doors
export type Ports = Record<DoorName, number>

const named = Object.entries(doors) as [DoorName, Door][]

/** The port options, to be spread into the `options` of `parseArgs`. */
export const portOptions: Record<string, { type: 'string' }> = Object.fromEntries(
  named.map(([, door]) => [door.option, { type: 'string' }]),
)

/** Reads the ports from what `parseArgs` found; the usual ones fill the gaps. Throws a sentence for a port that cannot be. */
export function readPorts(values: Record<string, unknown>): Ports {
  const ports = {} as Ports
  for (const [name, door] of named) {
    const port = readPort(values[door.option], door)
    const twin = named.find(([other]) => ports[other] === port)
    if (twin)
      throw new Error(`${capital(door.who)} and ${twin[1].who} cannot share port ${port}; change --${door.option}.`)
    ports[name] = port
  }
  return ports
}

function readPort(value: unknown, door: Door): number {
  if (value === undefined) return door.usual
  const port = /^\d{1,5}$/.test(String(value)) ? Number(value) : 0
  if (port < 1 || port > 65_535)
    throw new Error(`--${door.option} must be a port between 1 and 65535, but it is "${value}".`)
  return port
}

/** Throws one sentence for each port that somebody else has, naming the option that changes it. */
export async function checkPorts(ports: Ports): Promise<void> {
  const sentences = await Promise.all(
    named.map(async ([name, door]) => {
      const port = ports[name]
      const trouble = await troubleWith(port)
      return trouble && `Port ${port} ${trouble}, and ${door.who} wants it; choose another with --${door.option}.`
    }),
  )
  const said = sentences.filter(Boolean)
  if (said.length > 0) throw new Error(said.join('\n'))
}

const troubles: Record<string, string> = {
  EADDRINUSE: 'is taken',
  EACCES: 'needs more rights than you have',
}

async function troubleWith(port: number): Promise<string | null> {
  const server = createServer()
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
    return null
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    return troubles[code] ?? `cannot be used (${message})`
  } finally {
    server.close()
  }
}

/** Ports that nobody has at the moment, all different, for tests that run side by side. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

export const freePort = async (): Promise<number> => (await freePorts(1))[0] as number

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
