/** Text as one line: breaks of every kind and control characters become blanks, and runs of blanks one. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
