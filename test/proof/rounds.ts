/** Whether all trials are run (`npm run prove`), not only the share of them in `npm test`. */
export const isProving = process.env.REMIT_PROVE !== undefined

/** The bug that `REMIT_PLANT` plants for a share of the fault tests; `none` runs that share without a bug. */
export const planted: string | undefined = process.env.REMIT_PLANT

/** The number of trials of a test, in `npm test` and in `npm run prove`. */
export const rounds = (inTest: number, inProof: number): number => (isProving ? inProof : inTest)

/** The seed of all random choices. Printed with every tally; `REMIT_SEED` sets it, to repeat a run. */
export const seed: number = Number(process.env.REMIT_SEED ?? 20261122)
