import { callFaults, type Fault, type Port } from './faults.ts'
import { currentTask, noteActivity, untilIdle } from './simulated-globals.ts'

/** One request, tick or batch in the Worker, with all that it leaves for after its answer. */
export type Task = { readonly name: string; isDead: boolean; crash(): void }

type Call = {
  readonly task: Task
  readonly port: Port
  readonly asked: string
  readonly effect: (by: Task) => Promise<Response>
  readonly respond: (answer: Response | Error) => void
}

export type Scheduler = {
  /** Waits for its turn, then takes effect, unless something goes wrong. Called from within a task. */
  call(port: Port, asked: string, effect: (by: Task) => Promise<Response>): Promise<Response>
  /** Begins a task; the answer is null where it died or gave up before it gave one. */
  begin<T>(name: string, run: () => Promise<T>, after: () => Promise<unknown>): Promise<T | null>
  /** Gives turns, as chance has it, until nothing waits or so many were given. */
  run(most?: number): Promise<void>
  /** All that is running dies at once. */
  crashAll(): number
  readonly turns: () => number
}

/** What decides about a turn: chance, and how likely a fault is. Replaced at every step of a history. */
export type TurnPolicy = { readonly chance: () => number; readonly badness: number }

export function createScheduler(options: {
  weather: () => TurnPolicy
  onGivingUp: (task: Task, error: unknown) => void
  onTurn: (call: { task: string; port: Port; asked: string; fault: string | null }) => void
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
    const index = Math.floor(options.weather().chance() * waiting.length)
    return waiting.splice(index, 1)[0]
  }

  async function give(call: Call): Promise<void> {
    turns += 1
    const fault = strike(call.port)
    options.onTurn({ task: call.task.name, port: call.port, asked: call.asked, fault: fault?.name ?? null })
    noteActivity()
    if (!fault) return call.respond(await call.effect(call.task))
    const answer = fault.isAfter ? await call.effect(call.task) : null
    if (fault.respond === null) call.task.crash()
    else call.respond(await fault.respond(answer, call.asked))
    noteActivity()
  }

  function strike(port: Port): Fault | null {
    const { chance, badness } = options.weather()
    // Most calls go to the database; the others get their share of bad luck all the same.
    const likelihood = port === 'database' ? badness : Math.min(0.5, badness * 4)
    if (badness === 0 || chance() >= likelihood) return null
    const possible = callFaults.filter(({ ports }) => ports.includes(port))
    return possible[Math.floor(chance() * possible.length)] ?? null
  }

  return {
    call(port, asked, effect) {
      const task = currentTask.getStore() as Task
      noteActivity()
      return new Promise((resolve, reject) => {
        const respond = (answer: Response | Error) => (answer instanceof Error ? reject(answer) : resolve(answer))
        waiting.push({ task, port, asked, effect, respond })
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
            // The runtime notes it and goes on; a tick or a batch that gave up leaves its work to the next.
            options.onGivingUp(task, error)
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
