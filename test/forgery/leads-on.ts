import type { Answer } from './ask.ts'

/** Whether an answer sends its reader on to where they wanted. Who is refused is sent back to the page of the link they came with. */
export const leadsOn = ({ headers: { location } }: Answer): boolean =>
  location !== undefined && !/^\/i\/[^/?]*$/.test(location)
