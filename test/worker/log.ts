import { afterAll } from 'vitest'
import { expectNoLeaks, watchLog } from '../world/log-watch.ts'
import { environment } from './environment.ts'

const log = watchLog(() => environment.secrets)
const { error: write } = console

console.error = (...said: unknown[]) => {
  log.check(said.join(' '))
  write(...said)
}

afterAll(() => {
  console.error = write
  expectNoLeaks('the parts of the Worker', log)
})
