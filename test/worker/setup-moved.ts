import type { TestProject } from 'vitest/node'
import { setup } from './setup.ts'

/** The same world with the merchants moved to a database of their own. */
export default (project: TestProject) => setup(project, true)
