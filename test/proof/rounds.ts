/** Whether the whole proof is asked for (`npm run prove`), not the share of it that fits into every test run. */
export const isProving = process.env.REMIT_PROVE !== undefined

/** The bug that is to be planted in what burns; `none` burns a share of it all as it is. */
export const planted: string | undefined = process.env.REMIT_PLANT

/** How often a proof repeats itself: so many times in `npm test`, so many in `npm run prove`. */
export const rounds = (inTest: number, inProof: number): number => (isProving ? inProof : inTest)

/** Where chance begins. Printed with every tally; `REMIT_SEED` sets it, so that a run can be repeated. */
export const seed: number = Number(process.env.REMIT_SEED ?? 20261122)
