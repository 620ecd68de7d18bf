import type { Account } from '../../../core/accounts/account.ts'
import { type ApiKind, apiKinds, type StateOf } from '../../../core/aggregates.ts'
import { shownUrl } from '../../../db/repositories/links.ts'
import { referencesOf } from '../../../db/screens/api-references.ts'
import type { Deps } from '../../../deps.ts'
import { batched } from './batched.ts'
import type { ObjectApi } from './object-api.ts'
import { deletedObject } from './objects/deleted.ts'
import { invoiceObject } from './objects/invoice.ts'
import { objects } from './objects.ts'
import type { RenderContext } from './render-context.ts'

/** Created for each response, so that it loads every referenced object at most once and in its current state. */
export function renderContext(deps: Deps, account: Account): RenderContext {
  const references = referencesOf(deps.db, account.id)
  const states = Object.fromEntries(
    apiKinds.map((kind) => [kind, batched((ids) => references.objects(kind, ids))]),
  ) as unknown as { readonly [K in ApiKind]: (id: string) => Promise<StateOf<K> | null> }
  const lastSequences = batched(references.lastSequences)
  const invoices = batched(references.invoices)
  const links = batched(references.links)
  const self: RenderContext = {
    account,
    livemode: account.livemode,
    now: deps.now(),
    origin: deps.origin,
    object: async (kind, id) => {
      const found = await states[kind](id)
      const { show } = objects[kind] as ObjectApi<typeof found>
      return found ? show(self, found) : deletedObject(kind, id)
    },
    nextSequence: async (customerId) => ((await lastSequences(customerId)) ?? 0) + 1,
    invoice: async (id) => {
      const found = await invoices(id)
      return found ? invoiceObject(self, found) : deletedObject('invoice', id)
    },
    pastInvoice: async (invoice) => {
      const [customer, link] = await Promise.all([
        states.customer(invoice.customerId),
        invoice.status === 'draft' ? null : links(invoice.id),
      ])
      return invoiceObject(self, { invoice, customer, link })
    },
    urlOf: (link, path) => shownUrl(deps, account.id, link, path),
  }
  return self
}
