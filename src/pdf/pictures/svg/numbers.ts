const number = /[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y
const flag = /[\s,]*([01])/y
const separators = /[\s,]*/y

/** Larger numbers are none that a logo needs, and some that PDF/A does not allow. */
const most = 1_000_000

export function checked(value: number): number {
  if (!(Math.abs(value) <= most)) throw new Error('The number is out of range.')
  return value
}

/** Reads the numbers of an attribute one after the other. Throws where none follows. */
export function numberReader(text: string) {
  let at = 0
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) return null
    at = pattern.lastIndex
    return found[1] ?? ''
  }
  const readNumber = (pattern: RegExp): number => {
    const found = read(pattern)
    if (found === null) throw new Error('A number is missing.')
    return checked(Number(found))
  }
  return {
    number: () => readNumber(number),
    /** A zero or a one, which may be followed by the next number without a space. */
    flag: () => readNumber(flag),
    /** The next character that is no separator; null at the end. */
    peek(): string | null {
      read(separators)
      return text[at] ?? null
    },
    /** Leaves out a character. */
    skip: () => void at++,
  }
}

export function numbersIn(text: string): number[] {
  const reader = numberReader(text)
  const numbers: number[] = []
  while (reader.peek() !== null) numbers.push(reader.number())
  return numbers
}

/** A length in user units; of other units only pixels are the same. */
export function lengthOf(text: string | undefined, otherwise = 0): number {
  const [number, ...more] = text === undefined ? [otherwise] : numbersIn(text.replace(/px\s*$/, ''))
  if (number === undefined || more.length > 0) throw new Error('The length is not known.')
  return number
}
