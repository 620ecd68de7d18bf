/** Column names are explicit: drizzle would otherwise derive them again on each request. */
export * from './accounts.ts'
export * from './documents.ts'
export * from './history.ts'
export * from './invoices.ts'
export * from './ledger.ts'
export * from './numbers.ts'
export * from './places.ts'
export * from './work.ts'
