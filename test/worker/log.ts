import { afterAll, inject } from 'vitest'
import { expectSilence, watchLog } from '../world/log-watch.ts'

const log = watchLog(() => inject('secrets'))
const { error: write } = console

console.error = (...said: unknown[]) => {
  log.hear(said.join(' '))
  write(...said)
}

afterAll(() => expectSilence('the parts of the Worker', log))
