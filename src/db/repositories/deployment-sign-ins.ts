import { and, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { dayMs } from '../../core/calendar/day.ts'
import { signInLimits } from '../../core/portal/sign-in.ts'
import type { Database } from '../client.ts'
import { deploymentSignIns as signIns } from '../schema/index.ts'

type SignIn = typeof signIns.$inferSelect
type Asked = Pick<SignIn, 'id' | 'address' | 'keyId' | 'browserHash' | 'createdAt' | 'expiresAt'>

/** The requests to sign in at the deployment's own page. Each change is one conditional statement, so that it is exact for any number at once. */
export function deploymentSignInsOf({ orm }: Database) {
  /** A request that its browser can go on with. */
  const open = (id: string, browserHash: string, nowMs: number) =>
    and(eq(signIns.id, id), eq(signIns.browserHash, browserHash), gt(signIns.expiresAt, nowMs))
  return {
    /** Writes a request, unless its address has had as many as it may within the hour or the day. */
    async ask({ id, address, keyId, browserHash, createdAt, expiresAt }: Asked): Promise<void> {
      const asked = (withinMs: number) =>
        sql`(select count(*) from ${signIns} where ${and(eq(signIns.address, address), gt(signIns.createdAt, createdAt - withinMs))})`
      await orm.run(
        sql`insert into ${signIns} (id, address, key_id, browser_hash, created_at, expires_at)
          select ${id}, ${address}, ${keyId}, ${browserHash}, ${createdAt}, ${expiresAt} where ${asked(signInLimits.mailsWithinMs)} < ${signInLimits.mails} and ${asked(dayMs)} < ${signInLimits.mailsInADay}
          on conflict do nothing`,
      )
    },

    /** A request, to mail its code; null if there is none. */
    async find(id: string): Promise<SignIn | null> {
      const [signIn] = await orm.select().from(signIns).where(eq(signIns.id, id))
      return signIn ?? null
    },

    /** Counts a try of the browser that asked; null if there is no such request or no try left. */
    async tried(id: string, browserHash: string, nowMs: number): Promise<SignIn | null> {
      const [signIn] = await orm
        .update(signIns)
        .set({ tries: sql`${signIns.tries} + 1` })
        .where(
          and(
            open(id, browserHash, nowMs),
            lt(signIns.tries, signInLimits.tries),
            isNull(signIns.provenAt),
            isNull(signIns.sessionId),
          ),
        )
        .returning()
      return signIn ?? null
    },

    /** A request whose code was given in this browser and that has opened no session yet; null if there is none. */
    async proven(id: string, browserHash: string, nowMs: number): Promise<SignIn | null> {
      const [signIn] = await orm
        .select()
        .from(signIns)
        .where(and(open(id, browserHash, nowMs), isNotNull(signIns.provenAt), isNull(signIns.sessionId)))
      return signIn ?? null
    },

    async prove(id: string, nowMs: number): Promise<void> {
      await orm.update(signIns).set({ provenAt: nowMs }).where(eq(signIns.id, id))
    },

    /** Takes the request for one session. Returns whether it is for this one, also where the same is asked again. */
    async takeFor(id: string, sessionId: string): Promise<boolean> {
      const taken = await orm
        .update(signIns)
        .set({ sessionId })
        .where(and(eq(signIns.id, id), or(isNull(signIns.sessionId), eq(signIns.sessionId, sessionId))))
        .returning({ id: signIns.id })
      return taken.length > 0
    },

    /** Gives the request back that was taken for a session which was refused. */
    async release(id: string, sessionId: string): Promise<void> {
      await orm
        .update(signIns)
        .set({ sessionId: null })
        .where(and(eq(signIns.id, id), eq(signIns.sessionId, sessionId)))
    },

    /** Deletes the requests of addresses whose customer was erased. */
    async forget(addresses: readonly string[]): Promise<void> {
      if (addresses.length > 0) await orm.delete(signIns).where(inArray(signIns.address, [...addresses]))
    },
  }
}

/** Deletes the requests from before an instant. */
export async function deleteDeploymentSignInsBefore({ orm }: Database, instantMs: number): Promise<void> {
  await orm.delete(signIns).where(lt(signIns.createdAt, instantMs))
}
