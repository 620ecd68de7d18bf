/**
 * The instant at which a statement runs, by the database server's clock: SQL, in ms since 1970. Claims and leases go by
 * it, since it is the one clock that all Workers share.
 */
export const serverClock = "cast(round(unixepoch('subsec') * 1000) as integer)"
