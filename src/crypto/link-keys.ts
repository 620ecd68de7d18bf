import type { LinkKeySettings } from '../env.ts'

/** The link signing keys, by id. New links use the current key; older links stay valid while their key is listed. */
export type LinkKeys = { readonly currentId: string; readonly find: (keyId: string) => Uint8Array | undefined }

export function linkKeys({ current, keys }: LinkKeySettings): LinkKeys {
  const encoder = new TextEncoder()
  return {
    currentId: current,
    find: (keyId) => (Object.hasOwn(keys, keyId) ? encoder.encode(keys[keyId]) : undefined),
  }
}
