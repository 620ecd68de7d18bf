import { readdir, readFile } from 'node:fs/promises'

/** The CPU time of a process so far in ms, over all threads; the first figure of schedstat is in ns. Linux only. */
export async function cpuMs(pid: number): Promise<number> {
  const tasks = await readdir(`/proc/${pid}/task`)
  const each = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/schedstat`, 'utf8')))
  return each.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1e6
}
