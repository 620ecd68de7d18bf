/** An API object; its fields may still be references. */
export type ApiObject = { readonly id: string; readonly object: string; readonly [field: string]: unknown }

/** A field with another object's id, or the object itself if it is expanded. */
export class Reference {
  readonly id: string
  readonly load: () => Promise<ApiObject | null>
  constructor(id: string, load: () => Promise<ApiObject | null>) {
    this.id = id
    this.load = load
  }
}

/** A field that Stripe omits unless it is expanded. */
export class Includable {
  readonly load: () => unknown
  constructor(load: () => unknown) {
    this.load = load
  }
}

/** An object's fields that can be expanded, and the kind of object or part that each leads to. */
export type Expandable = Readonly<Record<string, string>>
