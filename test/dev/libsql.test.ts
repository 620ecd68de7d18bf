import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@libsql/client/http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startLibsql } from '../../dev/libsql.ts'
import { freePort, freePorts } from '../../dev/ports.ts'

let dir: string
const opened: { kill(): Promise<void> }[] = []

const serve = async (port: number) => {
  const server = await startLibsql({ dir, port })
  opened.push(server)
  return server
}

const query = async (url: string, sql: string) => (await createClient({ url }).execute(sql)).rows.map((row) => row[0])

const answers = (url: string) =>
  fetch(`${url}/health`).then(
    (response) => response.ok,
    () => false,
  )

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'remit-libsql-'))
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.kill()))
  await rm(dir, { recursive: true, force: true })
})

describe('the local database server', () => {
  test('keeps its data when it is stopped and started on another port', async () => {
    const [first, second] = (await freePorts(2)) as [number, number]
    const before = await serve(first)
    await query(before.url, 'CREATE TABLE cast (name TEXT)')
    await query(before.url, "INSERT INTO cast VALUES ('Lindqvist & Söhne')")
    await before.stop()
    expect(await answers(before.url)).toBe(false)

    const after = await serve(second)
    expect(await query(after.url, 'SELECT name FROM cast')).toEqual(['Lindqvist & Söhne'])
  })

  test('keeps acknowledged writes when it is killed', async () => {
    const port = await freePort()
    const before = await serve(port)
    await query(before.url, 'CREATE TABLE cast (name TEXT)')
    await query(before.url, "INSERT INTO cast VALUES ('Ines')")
    await before.kill()

    const after = await serve(port)
    expect(await query(after.url, 'SELECT name FROM cast')).toEqual(['Ines'])
  })

  test('fails with the port if it is taken', async () => {
    const otherServer = createServer((_, response) => response.end('healthy')).listen(0, '127.0.0.1')
    await once(otherServer, 'listening')
    const { port } = otherServer.address() as { port: number }
    await expect(serve(port)).rejects.toThrow(`did not start on port ${port}: Error: Address already in use`)
    otherServer.close()
  })

  test('refuses to serve the folder of a running server', async () => {
    const [first, second] = (await freePorts(2)) as [number, number]
    const { url, pid } = await serve(first)
    await expect(serve(second)).rejects.toThrow(
      `is already being served at ${url} (process ${pid}); stop that one first.`,
    )
  })

  test.for(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('ends with a parent that is ended by %s', async (signal) => {
    const port = await freePort()
    const parent = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { startLibsql } from ${JSON.stringify(join(import.meta.dirname, '../../dev/libsql.ts'))}
       const { url } = await startLibsql({ dir: ${JSON.stringify(dir)}, port: ${port} })
       console.log(url)`,
    ])
    parent.stdout.setEncoding('utf8')
    const url = String((await once(parent.stdout, 'data'))[0]).trim()
    expect(await answers(url)).toBe(true)

    parent.kill(signal)
    await once(parent, 'exit')
    const until = Date.now() + 4000
    while ((await answers(url)) && Date.now() < until) await pause(10)
    expect(await answers(url)).toBe(false)
  })
})
