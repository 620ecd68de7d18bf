import { callFaults, type Fault, type Port } from './faults.ts'
import { currentTask, noteActivity, untilIdle } from './simulated-globals.ts'

/** One request, tick or batch in the Worker, with the work that it does after its response. */
export type Task = { readonly name: string; isDead: boolean; crash(): void }

type Call = {
  readonly task: Task
  readonly port: Port
  readonly request: string
  readonly effect: (by: Task) => Promise<Response>
  readonly respond: (answer: Response | Error) => void
}

export type Scheduler = {
  /** Waits for its turn, then takes effect, unless a fault is injected. Called from within a task. */
  call(port: Port, request: string, effect: (by: Task) => Promise<Response>): Promise<Response>
  /** Starts a task; the result is null where it crashed or failed before it had one. */
  begin<T>(name: string, run: () => Promise<T>, after: () => Promise<unknown>): Promise<T | null>
  /** Gives turns at random until no call waits or `most` turns were given. */
  run(most?: number): Promise<void>
  /** Crashes all running tasks, and returns how many there were. */
  crashAll(): number
  readonly turns: () => number
}

/** The source of randomness for turns, and the probability of a fault, 0 to 1. Replaced at every step of a history. */
export type TurnPolicy = { readonly chance: () => number; readonly faultRate: number }

export function createScheduler(options: {
  policy: () => TurnPolicy
  onError: (task: Task, error: unknown) => void
  onTurn: (call: { task: string; port: Port; request: string; fault: string | null }) => void
}): Scheduler {
  const waiting: Call[] = []
  const tasks = new Set<Task>()
  let turns = 0

  async function run(most = Number.POSITIVE_INFINITY): Promise<void> {
    for (let given = 0; given < most; given++) {
      await untilIdle()
      const next = takeOne()
      if (!next) return
      await give(next)
    }
  }

  function takeOne(): Call | undefined {
    for (let i = waiting.length - 1; i >= 0; i--) if (waiting[i]!.task.isDead) waiting.splice(i, 1)
    const index = Math.floor(options.policy().chance() * waiting.length)
    return waiting.splice(index, 1)[0]
  }

  async function give(call: Call): Promise<void> {
    turns += 1
    const fault = drawFault(call.port)
    options.onTurn({ task: call.task.name, port: call.port, request: call.request, fault: fault?.name ?? null })
    noteActivity()
    if (!fault) return call.respond(await call.effect(call.task))
    const answer = fault.isAfter ? await call.effect(call.task) : null
    if (fault.respond === null) call.task.crash()
    else call.respond(await fault.respond(answer, call.request))
    noteActivity()
  }

  function drawFault(port: Port): Fault | null {
    const { chance, faultRate } = options.policy()
    // Most calls go to the database, so faults are likelier at the other ports, to reach them as well.
    const likelihood = port === 'database' ? faultRate : Math.min(0.5, faultRate * 4)
    if (faultRate === 0 || chance() >= likelihood) return null
    const possible = callFaults.filter(({ ports }) => ports.includes(port))
    return possible[Math.floor(chance() * possible.length)] ?? null
  }

  return {
    call(port, request, effect) {
      const task = currentTask.getStore() as Task
      noteActivity()
      return new Promise((resolve, reject) => {
        const respond = (answer: Response | Error) => (answer instanceof Error ? reject(answer) : resolve(answer))
        waiting.push({ task, port, request, effect, respond })
      })
    },

    begin<T>(name: string, work: () => Promise<T>, after: () => Promise<unknown>) {
      return new Promise<T | null>((resolve) => {
        const task: Task = {
          name,
          isDead: false,
          crash() {
            task.isDead = true
            tasks.delete(task)
            resolve(null)
          },
        }
        tasks.add(task)
        noteActivity()
        void currentTask.run(task, async () => {
          try {
            resolve(await work())
            await after()
          } catch (error) {
            // The runtime logs an error and continues; the work of a failed tick or batch is left to the next.
            options.onError(task, error)
            resolve(null)
          } finally {
            tasks.delete(task)
            noteActivity()
          }
        })
      })
    },

    run,

    crashAll() {
      const all = [...tasks]
      for (const task of all) task.crash()
      return all.length
    },

    turns: () => turns,
  }
}
