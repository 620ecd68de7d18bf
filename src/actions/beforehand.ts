import type { Deps } from '../deps.ts'

/**
 * Takes a step that comes before the work itself and may be taken again. Its commits do not carry the marks that say the work is
 * done: whoever asks again after a crash in between must not hear that it was. What guards the work guards the step too.
 */
export async function beforehand<T>(deps: Deps, step: () => Promise<T>): Promise<T> {
  const guards = [...deps.guards]
  const marks = deps.marks.splice(0)
  try {
    return await step()
  } finally {
    deps.guards.splice(0, deps.guards.length, ...guards)
    deps.marks.unshift(...marks)
  }
}
