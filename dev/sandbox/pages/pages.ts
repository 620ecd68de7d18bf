import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import type { ObjectName } from '../books.ts'
import { type Desk, lookUp } from '../desk.ts'
import type { Sandbox } from '../sandbox.ts'
import { deskFor } from '../world.ts'
import { showBoard, submitBoard } from './board.ts'
import { showChallenge, submitChallenge } from './challenge.ts'
import { showCheckout, submitCheckout } from './checkout.ts'
import { notice } from './layout.ts'
import { showInstructions, showMandate, showReceipt } from './papers.ts'

const styles = readFileSync(join(import.meta.dirname, 'sandbox.css'), 'utf8')
const largestForm = 100_000

/** Answers a person: the board, the pages of a customer, and the style sheet. */
export async function answerPage(sandbox: Sandbox, clock: Partial<Clock>, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const isPost = request.method === 'POST'
  if (!isPost && request.method !== 'GET' && request.method !== 'HEAD')
    return notice('Not possible', 'This page can only be read or sent.', null, 405)
  const [, room = '', first = '', second = ''] = pathname.split('/')
  if (pathname === '/sandbox.css') return new Response(styles, { headers: { 'content-type': 'text/css' } })
  const typed = isPost ? await typedIn(request) : {}
  if (pathname === '/' || room === 'board')
    return isPost ? submitBoard(sandbox, clock, typed) : showBoard(sandbox, clock, request)
  if (room === 'c' && first === 'pay') {
    const found = find(sandbox, 'checkout.session', second)
    if (found) return isPost ? submitCheckout(found.desk, found.object, typed) : showCheckout(found.desk, found.object)
  }
  if (room === '3ds') {
    const found = find(sandbox, first.startsWith('seti_') ? 'setup_intent' : 'payment_intent', first)
    if (found)
      return isPost
        ? submitChallenge(found.desk, first, second, typed.outcome ?? '')
        : showChallenge(found.desk, first, second)
  }
  if (room === 'receipts') {
    const found = find(sandbox, 'charge', first)
    if (found) return showReceipt(found.desk, found.object)
  }
  if (room === 'instructions') {
    const found = find(sandbox, 'payment_intent', first)
    if (found) return showInstructions(found.desk, found.object)
  }
  if (room === 'mandates') return showMandate(first)
  return notice('Nothing here', 'There is no such page in the sandbox.', null, 404)
}

/** An object by its id, whichever account it is in: these pages are reached by whoever has the address. */
function find<N extends ObjectName>({ world }: Sandbox, name: N, id: string) {
  for (const account of world.accounts) {
    const desk: Desk = deskFor(world, account.id)
    const object = lookUp(desk, name, id)
    if (object) return { desk, object }
  }
  return null
}

async function typedIn(request: Request): Promise<Record<string, string>> {
  const body = (await request.text()).slice(0, largestForm)
  return Object.fromEntries(new URLSearchParams(body))
}
