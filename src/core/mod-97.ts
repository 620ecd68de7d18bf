/**
 * What letters and digits leave when divided by 97, letters counted from 10 (A) to 35 (Z): check digits by ISO 7064 are such that
 * the whole leaves one.
 */
export const mod97 = (text: string): number =>
  Number(BigInt([...text].map((character) => Number.parseInt(character, 36)).join('')) % 97n)
