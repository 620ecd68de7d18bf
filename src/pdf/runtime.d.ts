// The types of Workers leave out what they have of Node.
declare module 'node:zlib' {
  export function deflateSync(data: Uint8Array): Uint8Array
}
