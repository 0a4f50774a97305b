import { sql } from 'kysely'
import { catalogueOf } from '../../../lang/catalogue.ts'
import { isLanguage } from '../../../lang/languages.ts'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { withdrawInvitationsBeyond } from './invitations.ts'
import { withdrawOffersOf } from './ownership.ts'
import { eraseProfile } from './profile.ts'
import { endSessionsOf } from './session.ts'
import { suspendOrphans } from './suspensions.ts'
import { lockTeamsOf } from './teams/team-lock.ts'

/** How long somebody has to change their mind, in days. */
export const daysToKeep = 7

const day = 24 * 3600_000

/** An account that is to be erased. */
export interface ErasureAsked {
  askedAt: Date
  eraseAt: Date
  /** Why an administrator asked for it; null where its owner did. */
  reason: string | null
}

/** Whether and when an account is to be erased; null where nobody asked. */
export async function erasureOf(db: Db, userId: string): Promise<ErasureAsked | null> {
  const row = await db
    .selectFrom('users')
    .select(['erasure_asked_at as askedAt', 'erase_at as eraseAt', 'erasure_reason as reason'])
    .where('id', '=', userId)
    .executeTakeFirst()
  if (!row?.askedAt || !row.eraseAt) return null
  return { askedAt: row.askedAt, eraseAt: row.eraseAt, reason: row.reason || null }
}

/**
 * Has an account erased in seven days, and tells its owner by mail. Refuses not_found, also when it is erased, administrator_first for who administers
 * the platform, and erasure_asked when it is asked already.
 */
export async function askErasure(tx: Tx, userId: string, reason: string, now: Date): Promise<void> {
  const eraseAt = new Date(now.getTime() + daysToKeep * day)
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ erasure_asked_at: now, erase_at: eraseAt, erasure_reason: reason, updated_at: now })
    .where('id', '=', userId)
    .where('erase_at', 'is', null)
    .where('erased_at', 'is', null)
    .where('administrator', '=', false)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) await refuseToErase(tx, userId)
  await announce(tx, 'erasure.asked', { userId, asked: newId() })
  await recordAct(tx, 'account.erasure_asked', { subjectId: userId, after: { erase_at: eraseAt } })
}

async function refuseToErase(tx: Tx, userId: string): Promise<never> {
  const person = await tx
    .selectFrom('users')
    .select('administrator')
    .where('id', '=', userId)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!person) return refuse('not_found')
  return refuse(person.administrator ? 'administrator_first' : 'erasure_asked')
}

/** Keeps an account that was to be erased; nothing to do where that is not asked. Refuses erasure_begun when it is too late. */
export async function keepAccount(db: Db, userId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('users')
      .set({ ...nothingAsked, updated_at: now })
      .where('id', '=', userId)
      .where('erase_at', '>', now)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await recordAct(tx, 'account.kept', { subjectId: userId })
    else if (await erasureOf(tx, userId)) refuse('erasure_begun')
  })
}

const nothingAsked = { erasure_asked_at: null, erase_at: null, erasure_reason: '' } as const

/** Who is to be erased by now, so many at most. */
export async function dueErasures(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('erase_at', '<=', now)
    .orderBy('erase_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * The first step of erasing, from which there is no way back: every way in is gone, and so is every membership but that of a last owner, whose
 * organization goes off sale. Again is harmless. Says whether it was done: not where they changed their mind, nor where `isNeeded` finds, under the
 * lock of their teams, that an organization cannot do without them; then they are told that nothing is erased. Where it has been done, that is not asked
 * again: an account is never left closed and half erased.
 */
export async function closeAccount(
  tx: Tx,
  userId: string,
  isNeeded: () => Promise<boolean>,
  now: Date,
): Promise<boolean> {
  // Teams are held before people, as wherever a team changes; otherwise two could wait for each other.
  const teams = await lockTeamsOf(tx, userId)
  if (!(await isClosed(tx, userId)) && (await isNeeded())) {
    await stopErasure(tx, userId, now)
    return false
  }
  const { numUpdatedRows } = await tx
    .updateTable('users')
    // Whoever comes with a clock that is behind does not find it asked for a time ahead.
    .set({ banned_at: sql`coalesce(banned_at, ${now})`, erase_at: sql`erasure_asked_at`, updated_at: now })
    .where('id', '=', userId)
    .where('erase_at', '<=', now)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await removeWaysIn(tx, userId)
  await suspendOrphans(tx, userId, '', now)
  for (const organizationId of teams) {
    await withdrawInvitationsBeyond(tx, { organizationId, userId }, null)
    await withdrawOffersOf(tx, { organizationId, userId })
  }
  await sql`
    delete from membership m where m.user_id = ${userId} and (m.role <> 'owner' or exists (
      select from membership o where o.organization_id = m.organization_id and o.role = 'owner' and o.user_id <> m.user_id))`.execute(
    tx,
  )
  return true
}

/** Whether erasing an account has begun; somebody who was banned for another reason still has a week from when they asked. */
async function isClosed(tx: Tx, userId: string): Promise<boolean> {
  const closed = await tx
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('banned_at', 'is not', null)
    .whereRef('erase_at', '=', 'erasure_asked_at')
    .executeTakeFirst()
  return closed !== undefined
}

async function stopErasure(tx: Tx, userId: string, now: Date): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ ...nothingAsked, updated_at: now })
    .where('id', '=', userId)
    .where('erase_at', '<=', now)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await announce(tx, 'erasure.stopped', { userId, asked: newId() })
  await recordAct(tx, 'account.kept', { subjectId: userId })
}

/** Everything somebody could come in by. Whoever signs in by a password at this moment holds its row, so that the session ends after it began. */
export async function removeWaysIn(tx: Tx, userId: string): Promise<void> {
  for (const table of [
    'account',
    'passkey',
    'second_factor',
    'sign_in_challenge',
    'provider_sign_in',
    'known_device',
  ] as const)
    await tx.deleteFrom(table).where('user_id', '=', userId).execute()
  await tx.deleteFrom('verification').where('value', '=', userId).execute()
  await endSessionsOf(tx, userId)
}

/** What stands where an erased person's name stood, in a language or in English. */
export const erasedName = (language: string): string => catalogueOf(isLanguage(language) ? language : 'en').lists.erased

/** The address that stands where an erased person's stood. No mail goes to it (RFC 2606 §2). */
export const erasedEmail = (userId: string): string => `${userId}@erased.invalid`

/**
 * The last step of erasing: what is left of the account, and of those that had ended in it, is a number. `was` is who it had been. Again is harmless.
 */
export async function eraseAccount(
  tx: Tx,
  userId: string,
  was: { email: string; language: string },
  now: Date,
): Promise<void> {
  await tx.deleteFrom('provider_sign_in').where('email', '=', was.email).execute()
  await forgetInvitationsTo(tx, was.email, now)
  const name = erasedName(was.language)
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ ...nobody, name, email: erasedEmail(userId), erased_at: now, updated_at: now })
    .where('id', '=', userId)
    .where('erase_at', '<=', now)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await tx.updateTable('users').set({ name, updated_at: now }).where('merged_into', '=', userId).execute()
  await eraseProfile(tx, userId)
  await removeWaysIn(tx, userId)
  await recordAct(tx, 'account.erased', { subjectId: userId })
}

/** Every column of `users` that says something of a person beside name and address, as it is when nobody is there. */
export const nobody = {
  email_verified: false,
  image: null,
  administrator: false,
  ban_reason: '',
  language: 'en',
  time_zone: 'UTC',
  ...nothingAsked,
} as const

/** Takes an address off the invitations into teams that were sent to it; open ones lapse. */
export async function forgetInvitationsTo(tx: Tx, email: string, now: Date): Promise<void> {
  await sql`
    update member_invitation set email = '', answered_at = coalesce(answered_at, ${now}),
      state = case when state = 'sent' then 'lapsed' else state end
    where email = ${email}`.execute(tx)
}

/** Who was erased or merged since a moment, for what came in between. */
export const erasedSince = (db: Db, since: Date): Promise<{ id: string; mergedInto: string | null }[]> =>
  db.selectFrom('users').select(['id', 'merged_into as mergedInto']).where('erased_at', '>', since).execute()
