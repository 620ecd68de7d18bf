/** Who caused a change; stored with every event as `kind:id`. */
export type Actor =
  | { readonly kind: 'api_key'; readonly id: string }
  | { readonly kind: 'link'; readonly id: string }
  | { readonly kind: 'portal'; readonly id: string }
  | { readonly kind: 'provider'; readonly id: string }
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'operator'; readonly id: string }

export const actorText = (actor: Actor): string => `${actor.kind}:${actor.id}`
