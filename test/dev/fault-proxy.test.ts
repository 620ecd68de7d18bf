import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FaultInjector } from '../../dev/fault-injector.ts'
import { type FaultProxy, type HttpFault, httpFaults, startFaultProxy } from '../../dev/fault-proxy.ts'

describe('a fault proxy', () => {
  const body = '{"effects":"one more"}'
  let effects = 0
  let proxy: FaultProxy<HttpFault>
  const upstream = createServer((_, response) => {
    effects += 1
    response.end(body)
  })

  beforeAll(async () => {
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
    proxy = await startFaultProxy(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, 1)
  })

  beforeEach(() => {
    effects = 0
  })

  afterAll(async () => {
    await proxy.stop()
    upstream.close()
  })

  /** What a caller with a timeout of one second gets. */
  const outcome = async () => {
    const signal = AbortSignal.timeout(1000)
    return fetch(proxy.url, { method: 'POST', body: 'more', signal }).then(
      async (answer) => `${answer.status} ${await answer.text().catch(() => 'and then nothing')}`,
      ({ name }: Error) => (name === 'TimeoutError' ? 'nothing' : 'a broken connection'),
    )
  }

  const table: Readonly<Record<HttpFault, readonly [expected: string, effects: number]>> = {
    delay: [`200 ${body}`, 1],
    'reset before': ['a broken connection', 0],
    'reset after': ['a broken connection', 1],
    'cut body': ['200 and then nothing', 1],
    'half a body': [`200 ${body.slice(0, 11)}`, 1],
    '5xx before': ['503 <h1>Busy</h1>', 0],
    '5xx after': ['502 {"error":"bad gateway"}', 1],
    stall: ['nothing', 0],
    'stall midway': ['200 and then nothing', 1],
  }

  test.each(Object.entries(table))(
    'that injects "%s" has that outcome and effect',
    async (kind, [expected, happened]) => {
      proxy.faults.inject(100, kind as HttpFault)
      expect([await outcome(), effects]).toEqual([expected, happened])
    },
  )

  test('forwards every call after its faults are cleared', async () => {
    proxy.faults.clear()
    expect([await outcome(), effects]).toEqual([`200 ${body}`, 1])
  })
})

test('faults are injected into the percentage of calls, of every kind, and the same ones for the same seed', () => {
  const run = () => {
    const faults = new FaultInjector<HttpFault>(httpFaults, 7)
    faults.inject(10)
    return { drawn: Array.from({ length: 5000 }, () => faults.next()), faults }
  }
  const { drawn, faults } = run()
  const faulty = drawn.filter((kind) => kind !== null)
  expect(faulty.length).toBeGreaterThan(400)
  expect(faulty.length).toBeLessThan(600)
  expect(faults.passed + faulty.length).toBe(5000)
  expect(new Set(faulty.slice(0, faults.kinds.length)).size).toBe(faults.kinds.length)
  expect(run().drawn).toEqual(drawn)
})
