import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { hashSecret } from '../../../lib/secrets.ts'
import type { AtProvider } from '../openid/link.ts'

/** What was asked: the second factor of a sign-in, or a passkey's signature for one of three ends. */
export type Purpose = 'second-factor' | 'sign-in' | 'confirmation' | 'registration'

/** Seconds there is to answer. */
export const challengeSeconds = 300
/** The most wrong answers to one. */
const mostTries = 5

/** What was asked, of whom; and the person at a provider they came as, who is to be linked to their account when they have answered. */
export interface Asked {
  userId: string | null
  linking: AtProvider | null
}

/** Keeps what was asked of somebody, under what the browser will bring back, until it is answered. */
export async function ask(db: Db, purpose: Purpose, { userId, linking }: Asked, secret: string): Promise<void> {
  const expires_at = new Date(Date.now() + challengeSeconds * 1000)
  const { provider = null, subject = null } = linking ?? {}
  await db
    .insertInto('sign_in_challenge')
    .values({
      hash: hashSecret(secret),
      purpose,
      user_id: userId,
      provider_id: provider,
      account_id: subject,
      expires_at,
    })
    .execute()
}

/** Whom this was asked of, without answering it; undefined when it was not, is too old, answered, or was tried too often. */
export const asked = (db: Db, purpose: Purpose, secret: string) =>
  one(db, sql`select ${askedColumns} from sign_in_challenge where ${isOpen(purpose, secret)}`)

/** The same, and counts a try. */
export const tryAnswer = (db: Db, purpose: Purpose, secret: string) =>
  one(
    db,
    sql`update sign_in_challenge set tries = tries + 1 where ${isOpen(purpose, secret)} returning ${askedColumns}`,
  )

/** Whom this was asked of; it is answered with that, and of several at once one gets it. The last try, which was counted before, may be the right one. */
export const answer = (db: Db, purpose: Purpose, secret: string) =>
  one(db, sql`delete from sign_in_challenge where ${isWaiting(purpose, secret)} returning ${askedColumns}`)

/** Forgets all that somebody was asked and the links to a new password they were sent. */
export async function forgetAsked(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('sign_in_challenge').where('user_id', '=', userId).execute()
  await db.deleteFrom('verification').where('value', '=', userId).execute()
}

/** Forgets what was never answered. */
export async function forgetOldChallenges(db: Db): Promise<void> {
  await db.deleteFrom('sign_in_challenge').where('expires_at', '<', new Date()).execute()
}

const isOpen = (purpose: Purpose, secret: string) => sql`${isWaiting(purpose, secret)} and tries < ${mostTries}`

const isWaiting = (purpose: Purpose, secret: string) =>
  sql`hash = ${hashSecret(secret)} and purpose = ${purpose} and expires_at > now()`

const askedColumns = sql`user_id as "userId",
  case when provider_id is not null then json_build_object('provider', provider_id, 'subject', account_id) end as linking`

async function one(db: Db, query: RawBuilder<unknown>): Promise<Asked | undefined> {
  const { rows } = await query.execute(db)
  return rows[0] as Asked | undefined
}
