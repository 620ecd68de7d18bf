import { once } from 'node:events'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { describe, expect, test } from 'vitest'
import { checkPorts, freePorts, portOptions, readPorts, services } from '../../dev/ports.ts'

const read = (...args: string[]) => readPorts(parseArgs({ args, options: portOptions }).values)

describe('the ports of the local world', () => {
  test('have defaults that options replace', () => {
    expect(read('--mailbox-port', '9001')).toEqual({
      app: 8787,
      mailbox: 9001,
      sandbox: 8789,
      database: 8790,
      smtp: 8725,
    })
  })

  test.for(['0', '65536', '-1', '80a', '', '1e3'])('cannot be "%s"', (port) => {
    expect(() => read(`--smtp-port=${port}`)).toThrow(
      `--smtp-port must be a port between 1 and 65535, but it is "${port}".`,
    )
  })

  test('cannot be shared by two services', () => {
    expect(() => read('--database-port', '8787')).toThrow(
      'The database server and the app cannot share port 8787; change --database-port.',
    )
  })

  test('that are taken are refused with the port, the service and the option', async () => {
    const [app, mailbox, sandbox, database, smtp] = (await freePorts(5)) as [number, number, number, number, number]
    const ports = { app, mailbox, sandbox, database, smtp }
    await checkPorts(ports)

    const otherServers = [createServer().listen(app, '127.0.0.1'), createServer().listen(smtp, '0.0.0.0')]
    await Promise.all(otherServers.map((server) => once(server, 'listening')))
    await expect(checkPorts(ports)).rejects.toThrow(
      `Port ${app} is taken, and ${services.app.title} wants it; choose another with --port.\n` +
        `Port ${smtp} is taken, and ${services.smtp.title} wants it; choose another with --smtp-port.`,
    )
    for (const server of otherServers) server.close()
  })
})
