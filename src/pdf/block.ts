/**
 * A part of a document that stays on one page if a page can hold it. `height` in points; `top` from the top of the page. `split` takes
 * as much of it as fits into a height in points, and the rest; null where nothing can be taken.
 */
export type Block = {
  readonly height: number
  draw(top: number): void
  split(height: number): readonly [Block, Block] | null
}

/** A block that cannot be split, such as a rule, a picture, or a code. */
export const unbroken = (height: number, draw: Block['draw']): Block => ({ height, draw, split: () => null })

export const gap = (height: number): Block => unbroken(height, () => {})

/** Several blocks below each other. */
export const together = (blocks: readonly Block[]): Block => ({
  height: blocks.reduce((sum, { height }) => sum + height, 0),
  draw(top) {
    let at = top
    for (const block of blocks) {
      block.draw(at)
      at += block.height
    }
  },
  split(height) {
    let left = height
    for (const [i, block] of blocks.entries()) {
      if (block.height <= left) {
        left -= block.height
        continue
      }
      const parts = block.split(left)
      if (!parts && i === 0) return null
      const [fitting, rest] = parts ?? [gap(0), block]
      return [together([...blocks.slice(0, i), fitting]), together([rest, ...blocks.slice(i + 1)])]
    }
    return null
  },
})

/** Blocks side by side, as high as the highest. */
export const beside = (blocks: readonly Block[]): Block => ({
  height: Math.max(0, ...blocks.map(({ height }) => height)),
  draw(top) {
    for (const block of blocks) block.draw(top)
  },
  split(height) {
    const parts = blocks.map((block) => (block.height <= height ? ([block, gap(0)] as const) : block.split(height)))
    if (parts.some((part) => part === null)) return null
    return [beside(parts.map((part) => part![0])), beside(parts.map((part) => part![1]))]
  },
})

/** Two blocks below each other, the second always with an end of the first on its page; the taller one is split. */
export const following = (first: Block, second: Block): Block => ({
  ...together([first, second]),
  split(height) {
    if (second.height > first.height && first.height < height) {
      const parts = second.split(height - first.height)
      return parts && [together([first, parts[0]]), parts[1]]
    }
    const parts = first.split(Math.min(height, first.height - 1))
    return parts && [parts[0], following(parts[1], second)]
  },
})
