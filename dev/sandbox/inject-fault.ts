import { setTimeout as pause } from 'node:timers/promises'
import { type ApiFault, ConnectionLost } from './faults.ts'

/** Throws for faults that occur before a call has any effect. */
export async function injectBefore(fault: ApiFault | null, signal: AbortSignal): Promise<void> {
  if (fault?.kind === 'refuse') throw new ConnectionLost('ECONNREFUSED')
  if (fault?.kind === 'reset_before') throw new ConnectionLost('ECONNRESET')
  if (fault?.kind === 'timeout_before') {
    await hang(fault, signal)
    throw new ConnectionLost('ETIMEDOUT')
  }
}

/** Loses or damages the response of a call that took effect, for faults that do so. */
export async function injectAfter(fault: ApiFault | null, response: Response, signal: AbortSignal): Promise<Response> {
  switch (fault?.kind) {
    case 'reset_after':
      throw new ConnectionLost('ECONNRESET')
    case 'timeout_after':
      await hang(fault, signal)
      throw new ConnectionLost('ETIMEDOUT')
    case 'cut_body':
      return cutShort(response)
    case 'garbage':
      return new Response('<html><body><h1>It works!</h1></body></html>', {
        status: 200,
        headers: { 'content-type': 'text/html' },
      })
    default:
      return response
  }
}

/** Holds a call for `hangMs`, or until the caller has given up. */
export async function hang(
  { hangMs }: ApiFault,
  signal: AbortSignal,
  hold: () => () => void = () => () => undefined,
): Promise<void> {
  const release = hold()
  try {
    await pause(hangMs, undefined, { signal })
  } catch {
    throw new ConnectionLost('ETIMEDOUT')
  } finally {
    release()
  }
}

/** A response whose body breaks off in the middle. */
async function cutShort(response: Response): Promise<Response> {
  const whole = new Uint8Array(await response.arrayBuffer())
  const half = whole.subarray(0, Math.floor(whole.length / 2))
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(half),
    pull: (controller) => controller.error(new ConnectionLost('ECONNRESET')),
  })
  return new Response(body, {
    status: response.status,
    headers: { ...Object.fromEntries(response.headers), 'content-length': String(whole.length) },
  })
}
