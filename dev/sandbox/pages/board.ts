import type { Clock } from '../../clock.ts'
import { answerControl } from '../control.ts'
import type { Sandbox } from '../sandbox.ts'
import { deskFor } from '../world.ts'
import { type BoardView, boardPage } from './board-view.ts'
import { notice, seeOther } from './layout.ts'
import { minorFrom } from './shown.ts'

/** The page on which a person watches the sandbox and plays the bank. */
export function showBoard(sandbox: Sandbox, clock: Partial<Clock>, request: Request): Response {
  const { searchParams } = new URL(request.url)
  const { accounts, snapshot, now } = sandbox.world
  const account = accounts.find(({ id }) => id === searchParams.get('account')) ?? accounts[0]
  if (!account) return notice('No accounts', 'This sandbox was started without an account.')
  const view: BoardView = {
    accounts,
    desk: deskFor(sandbox.world, account.id),
    now: now(),
    canMoveClock: clock.advance !== undefined,
    faults: snapshot.faults,
    said: searchParams.get('said'),
  }
  return boardPage(view)
}

/** Takes a form of the board: it names a control, and its other fields are what the control is asked with. */
export async function submitBoard(
  sandbox: Sandbox,
  clock: Partial<Clock>,
  typed: Readonly<Record<string, string>>,
): Promise<Response> {
  const { control = '', method = 'POST', account = '', amountTyped, ...fields } = typed
  const filled = Object.entries(fields).filter(([, value]) => value.trim() !== '')
  const asked: Record<string, unknown> = { account, ...Object.fromEntries(filled) }
  if (amountTyped !== undefined && amountTyped.trim() !== '') {
    const amount = minorFrom(amountTyped, fields.currency ?? 'eur')
    if (amount === null) return back(account, `"${amountTyped}" is not an amount in ${fields.currency}.`)
    asked.amount = amount
  }
  if (asked.times !== undefined) asked.times = Number(asked.times)
  if (asked.path !== undefined) asked.match = { path: asked.path }
  const url = new URL(`/_sandbox/${control}`, sandbox.world.publicUrl)
  const response = await answerControl(sandbox, clock, new Request(url, { method, body: JSON.stringify(asked) }))
  if (response.ok) return back(account, null)
  const { error } = (await response.json()) as { error: { message: string } }
  return back(account, error.message)
}

const back = (account: string, said: string | null) =>
  seeOther(`/?${new URLSearchParams({ account, ...(said !== null && { said }) })}`)
