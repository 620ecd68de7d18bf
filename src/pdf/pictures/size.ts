/** Enough for a logo of 56 by 15 mm at 1,200 dots to the inch: 2,650 by 710. */
const mostPixels = 2_000_000

export const isPrintable = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width * height <= mostPixels
