/** The fields of `wanted` that differ from `before`. Both are plain data. */
export const changesTo = <T extends object>(before: T, wanted: Partial<T>): Partial<T> =>
  Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof T]),
    ),
  ) as Partial<T>
