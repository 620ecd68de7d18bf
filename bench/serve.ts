import { spawn } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { end, endWithParent, hasEnded, kill } from '../dev/child-process.ts'
import { freePort } from '../dev/ports.ts'
import { compatibilityDate } from './bundle.ts'

export type Served = { readonly url: string; readonly pid: number; stop(): Promise<void> }

const timeoutMs = 15_000

/** A mail binding that discards every mail at once, and a bucket that keeps its files in memory. */
const sinks = `import { WorkerEntrypoint } from 'cloudflare:workers'
const files = new Map()
export class MailSink extends WorkerEntrypoint { async send() { return { messageId: 'none' } } }
export class Bucket extends WorkerEntrypoint {
  async put(key, bytes, { sha256 }) {
    files.set(key, { bytes, sha256: Uint8Array.from(sha256.match(/../g), (two) => parseInt(two, 16)).buffer })
  }
  async get(key) {
    const file = files.get(key)
    if (!file) return null
    const { bytes, sha256 } = file
    return { size: bytes.byteLength, checksums: { sha256 }, body: null, arrayBuffer: () => bytes.slice().buffer }
  }
}
export default { fetch: () => new Response(null, { status: 404 }) }
`

/** Serves a bundled Worker with workerd alone, without a proxy; with a heap of at most so many megabytes, if given. */
export async function serveBundle(
  bundle: string,
  dir: string,
  vars: Record<string, string>,
  heapMb?: number,
): Promise<Served> {
  const port = await freePort()
  await mkdir(dir, { recursive: true })
  await copyFile(bundle, join(dir, 'worker.js'))
  await writeFile(join(dir, 'sinks.js'), sinks)
  await writeFile(join(dir, 'config.capnp'), configOf(port, vars, heapMb))
  const workerd = join(dirname(createRequire(import.meta.url).resolve('workerd/package.json')), 'bin/workerd')
  const child = spawn(workerd, ['serve', join(dir, 'config.capnp')], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endWithParent(child)
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => output.push(String(text)))
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + timeoutMs
  while (!(await answers(url))) {
    if (hasEnded(child) || Date.now() > deadline) {
      await kill(child)
      throw new Error(`workerd did not start:\n${output.slice(-20).join('')}`)
    }
    await pause(50)
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child) }
}

const configOf = (
  port: number,
  vars: Record<string, string>,
  heapMb: number | undefined,
) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "sinks", worker = .sinks),
    (name = "assets", disk = (path = ${JSON.stringify(join(import.meta.dirname, '../dist/public'))})),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
  v8Flags = [${heapMb === undefined ? '' : `"--max-heap-size=${heapMb}"`}],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${compatibilityDate}",
  bindings = [
    ${Object.entries(vars)
      .map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)}),`)
      .join('\n    ')}
    (name = "EMAIL", service = (name = "sinks", entrypoint = "MailSink")),
    (name = "DOCUMENTS", service = (name = "sinks", entrypoint = "Bucket")),
    (name = "ASSETS", service = "assets"),
  ],
);
const sinks :Workerd.Worker = (
  modules = [(name = "sinks.js", esModule = embed "sinks.js")],
  compatibilityDate = "${compatibilityDate}",
);
`

const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.arrayBuffer().then(() => true),
    () => false,
  )
