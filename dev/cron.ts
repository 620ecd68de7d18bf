import { setTimeout as pause } from 'node:timers/promises'

const timeoutMs = 30_000

/** Fires the Worker's cron at an instant of the local clock, and waits until the queue is empty. */
export async function tick(app: string, cron: string, nowMs: number): Promise<void> {
  const url = `${app}/cdn-cgi/local/scheduled?cron=${encodeURIComponent(cron)}&time=${Math.floor(nowMs)}`
  const fired = await fetch(url)
  if (!fired.ok) throw new Error(`Cron ${cron} answered ${fired.status}.`)
  await queueIsDone(app)
}

/** Waits until no queue message and no work after a response is left. */
export async function queueIsDone(app: string): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    const count = (await (await fetch(`${app}/_sandbox/queue`)).json()) as { sent: number; done: number }
    if (count.done >= count.sent) return
    await pause(20)
  }
  throw new Error('The queue did not finish in time.')
}
