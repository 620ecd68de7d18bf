import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util'

type Values<T extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: T }>>['values']

/** Reads a command's options and runs it; `--help` prints its help instead. An error is printed as its sentence, with exit code 1. */
export async function runCommand<const T extends ParseArgsOptionsConfig>(
  help: string,
  options: T,
  run: (values: Values<T>) => Promise<void>,
): Promise<void> {
  try {
    if (process.argv.includes('--help')) console.log(help)
    else await run(parseArgs({ options } satisfies ParseArgsConfig).values as Values<T>)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
