import type { Clock } from '../../clock.ts'
import { handleControl } from '../control.ts'
import type { Engine } from '../engine.ts'
import { contextFor } from '../state.ts'
import { type BoardView, boardPage } from './board-view.ts'
import { minorFrom } from './format.ts'
import { notice, seeOther } from './layout.ts'

/** The page on which a person watches the sandbox and acts as the bank. */
export function showBoard(engine: Engine, clock: Partial<Clock>, request: Request): Response {
  const { searchParams } = new URL(request.url)
  const { accounts, snapshot, now } = engine.state
  const account = accounts.find(({ id }) => id === searchParams.get('account')) ?? accounts[0]
  if (!account) return notice('No accounts', 'This sandbox was started without an account.')
  const view: BoardView = {
    accounts,
    context: contextFor(engine.state, account.id),
    now: now(),
    canMoveClock: clock.advance !== undefined,
    faults: snapshot.faults,
    error: searchParams.get('error'),
  }
  return boardPage(view)
}

/** Handles a form of the board: it names a control, and its other fields are the control's parameters. */
export async function submitBoard(
  engine: Engine,
  clock: Partial<Clock>,
  typed: Readonly<Record<string, string>>,
): Promise<Response> {
  const { control = '', method = 'POST', account = '', amountTyped, ...fields } = typed
  const filled = Object.entries(fields).filter(([, value]) => value.trim() !== '')
  const params: Record<string, unknown> = { account, ...Object.fromEntries(filled) }
  if (amountTyped !== undefined && amountTyped.trim() !== '') {
    const amount = minorFrom(amountTyped, fields.currency ?? 'eur')
    if (amount === null) return back(account, `"${amountTyped}" is not an amount in ${fields.currency}.`)
    params.amount = amount
  }
  if (params.times !== undefined) params.times = Number(params.times)
  if (params.path !== undefined) params.match = { path: params.path }
  const url = new URL(`/_sandbox/${control}`, engine.state.publicUrl)
  const response = await handleControl(engine, clock, new Request(url, { method, body: JSON.stringify(params) }))
  if (response.ok) return back(account, null)
  const { error } = (await response.json()) as { error: { message: string } }
  return back(account, error.message)
}

const back = (account: string, error: string | null) =>
  seeOther(`/?${new URLSearchParams({ account, ...(error !== null && { error }) })}`)
