import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

/** How many files are named at the end of a run; a run of fewer names none. */
const most = 10

type Timed = { readonly file: string; readonly project: string; readonly ms: number }

const timed = (module: TestModule): Timed => {
  const { duration, collectDuration, setupDuration, environmentSetupDuration, prepareDuration } = module.diagnostic()
  return {
    file: relative(process.cwd(), module.moduleId),
    project: module.project.name,
    ms: duration + collectDuration + setupDuration + environmentSetupDuration + prepareDuration,
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(7)} s`
const sum = (all: readonly Timed[]) => all.reduce((total, { ms }) => total + ms, 0)

/** Prints at the end of a run which files took longest, and what each project's files took together. */
export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const all = modules.map(timed).sort((one, other) => other.ms - one.ms)
    if (all.length <= most) return
    const slow = all.slice(0, most).map(({ file, ms }) => `${seconds(ms)}  ${file}`)
    const projects = [...Map.groupBy(all, ({ project }) => project)].map(
      ([project, files]) => `${seconds(sum(files))}  ${project}, ${files.length} files`,
    )
    console.log(`The slowest files:\n${slow.join('\n')}\nTime in the files of each project:\n${projects.join('\n')}`)
  }
}
