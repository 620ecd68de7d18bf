import type { Query } from './client.ts'

/** Fails the commit that it is part of unless the condition holds. */
export const guard = (condition: string, params: readonly unknown[]): Query => ({
  toSQL: () => ({ sql: `INSERT INTO guard (holds) SELECT ${condition}`, params: [...params] }),
})
