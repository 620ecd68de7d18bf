import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import type { ObjectName } from '../account-data.ts'
import { type Context, find } from '../context.ts'
import type { Engine } from '../engine.ts'
import { contextFor } from '../state.ts'
import { showBoard, submitBoard } from './board.ts'
import { showChallenge, submitChallenge } from './challenge.ts'
import { showCheckout, submitCheckout } from './checkout.ts'
import { showInstructions, showMandate, showReceipt } from './documents.ts'
import { notice } from './layout.ts'

const styles = readFileSync(join(import.meta.dirname, 'sandbox.css'), 'utf8')
const largestForm = 100_000

/** Handles requests of people: the board, a customer's pages, and the style sheet. */
export async function handlePage(engine: Engine, clock: Partial<Clock>, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const isPost = request.method === 'POST'
  if (!isPost && request.method !== 'GET' && request.method !== 'HEAD')
    return notice('Not possible', 'This page can only be read or sent.', null, 405)
  const [, section = '', first = '', second = ''] = pathname.split('/')
  if (pathname === '/sandbox.css') return new Response(styles, { headers: { 'content-type': 'text/css' } })
  const typed = isPost ? await typedIn(request) : {}
  if (pathname === '/' || section === 'board')
    return isPost ? submitBoard(engine, clock, typed) : showBoard(engine, clock, request)
  if (section === 'c' && first === 'pay') {
    const found = findAnywhere(engine, 'checkout.session', second)
    if (found)
      return isPost ? submitCheckout(found.context, found.object, typed) : showCheckout(found.context, found.object)
  }
  if (section === '3ds') {
    const found = findAnywhere(engine, first.startsWith('seti_') ? 'setup_intent' : 'payment_intent', first)
    if (found)
      return isPost
        ? submitChallenge(found.context, first, second, typed.outcome ?? '')
        : showChallenge(found.context, first, second)
  }
  if (section === 'receipts') {
    const found = findAnywhere(engine, 'charge', first)
    if (found) return showReceipt(found.context, found.object)
  }
  if (section === 'instructions') {
    const found = findAnywhere(engine, 'payment_intent', first)
    if (found) return showInstructions(found.context, found.object)
  }
  if (section === 'mandates') return showMandate(first)
  return notice('Nothing here', 'There is no such page in the engine.', null, 404)
}

/** An object by its id in any account, as these pages need no key. */
function findAnywhere<N extends ObjectName>({ state }: Engine, name: N, id: string) {
  for (const account of state.accounts) {
    const context: Context = contextFor(state, account.id)
    const object = find(context, name, id)
    if (object) return { context, object }
  }
  return null
}

async function typedIn(request: Request): Promise<Record<string, string>> {
  const body = (await request.text()).slice(0, largestForm)
  return Object.fromEntries(new URLSearchParams(body))
}
