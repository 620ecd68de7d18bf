/** Enough for a logo of 56 by 15 mm at 1,200 dots to the inch: 2,650 by 710. */
const mostPixels = 2_000_000

/** A longer strip would be drawn as a hairline. */
const mostRatio = 50

/** Whether a picture has a size, and one that can be seen where a logo is; in any unit. */
export const isProportioned = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= height * mostRatio && height <= width * mostRatio

/** In pixels. */
export const isPrintable = (width: number, height: number): boolean =>
  isProportioned(width, height) && width * height <= mostPixels
