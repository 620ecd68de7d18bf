/** Each column has its name: where drizzle takes it from the key, it works the names of a table out anew for each request. */
export * from './accounts.ts'
export * from './history.ts'
export * from './invoices.ts'
export * from './ledger.ts'
export * from './places.ts'
export * from './work.ts'
