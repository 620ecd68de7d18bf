import { afterAll, inject } from 'vitest'
import { expectNoLeaks, watchLog } from '../world/log-watch.ts'

const log = watchLog(() => inject('secrets'))
const { error: write } = console

console.error = (...said: unknown[]) => {
  log.check(said.join(' '))
  write(...said)
}

afterAll(() => expectNoLeaks('the parts of the Worker', log))
