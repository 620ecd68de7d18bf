/** Milliseconds since 1970 as the API writes moments. */
export const seconds = (ms: number): number => Math.floor(ms / 1000)

export const secondsOrNull = (ms: number | null): number | null => (ms === null ? null : seconds(ms))
