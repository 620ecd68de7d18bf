/** Does something for each, so many at a time, and answers in their order. */
export async function inLanes<T, R>(
  lanes: number,
  items: readonly T[],
  each: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  let next = 0
  const lane = async () => {
    for (let i = next++; i < items.length; i = next++) answers[i] = await each(items[i] as T, i)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return answers
}
