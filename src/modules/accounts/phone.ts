import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { phoneOf } from '../../lib/phone.ts'
import { keyFor, sameText } from '../../lib/sign.ts'

/** How long a code to a phone is good, and how many are taken for it. */
export const phoneCodeMinutes = 10
const mostTries = 5
/** So many codes a person may ask for in a day, and so many go to one phone, whoever asks: each is paid for, and may wake somebody. */
const mostCodes = 5
const day = 24 * 3600_000

/** What somebody sees of their phone. */
export interface OwnPhone {
  /** E.164. */
  phone: string | null
  confirmed: boolean
  /** Where a code was sent that is still good. */
  asked: string | null
  /** They have answered STOP from it, and get nothing until they send START. */
  stopped: boolean
}

/** The caller's phone. What is known of a number is told to those alone who have proven it. */
export async function readPhone(db: Db, userId: string, now: Date): Promise<OwnPhone> {
  const { rows } = await sql<OwnPhone>`
    select p.phone, p.phone_verified_at is not null as confirmed,
      (select case when c.used_at is null and c.expires_at > ${now} and c.tries < ${mostTries} then c.phone end
        from phone_code c where c.user_id = u.id order by c.created_at desc, c.id desc limit 1) as asked,
      p.phone_verified_at is not null and exists (
        select from suppressed_address s where s.channel = 'sms' and s.address = p.phone and s.reason = 'stopped') as stopped
    from users u left join profile p on p.user_id = u.id where u.id = ${userId}`.execute(db)
  const [row] = rows
  return row ?? refuse('not_found')
}

/**
 * Sends a code to a phone that somebody says is theirs. The answer is the same whoever has the phone, and whether or not anything goes there. Refuses
 * `phone_unreadable`, and `too_many_requests` after five in a day.
 */
export async function askForPhoneCode(db: Db, userId: string, text: string, now: Date): Promise<void> {
  const phone = phoneOf(text) ?? refuse('phone_unreadable', undefined, 'phone')
  await transact(db, async (tx) => {
    // Two askings at once are counted one after the other.
    await tx.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().execute()
    const { rows } = await sql<{ codes: number; first: Date | null }>`
      select count(*)::int as codes, min(created_at) as first from phone_code
      where user_id = ${userId} and created_at > ${new Date(now.getTime() - day)}`.execute(tx)
    const { codes = 0, first = null } = rows[0] ?? {}
    if (codes >= mostCodes) refuse('too_many_requests', { seconds: secondsUntil(first, now) })
    const id = newId()
    const expires_at = new Date(now.getTime() + phoneCodeMinutes * 60_000)
    await tx.insertInto('phone_code').values({ id, user_id: userId, phone, created_at: now, expires_at }).execute()
    await announce(tx, 'phone.code_asked', { codeId: id })
  })
}

const secondsUntil = (first: Date | null, now: Date) =>
  Math.max(1, Math.ceil(((first ?? now).getTime() + day - now.getTime()) / 1000))

/** A code on its way to a phone. */
export interface PhoneCode {
  phone: string
  code: string
  language: string
  /** When it was asked for. */
  askedAt: Date
  /** Whether sending it began before, and may have gone well. */
  again: boolean
}

/**
 * Takes a code to be sent, and notes that sending begins. Nothing where another was asked for since, it is too old, its phone has had enough for a day or
 * its owner sent STOP; one that was out of reach may be back.
 */
export async function takePhoneCode(
  { db, secret, now }: { db: Db; secret: string; now(): Date },
  codeId: string,
): Promise<PhoneCode | undefined> {
  const at = now()
  const { rows } = await sql<Omit<PhoneCode, 'code'>>`
    with due as (
      select c.id, c.phone, c.created_at, c.tried_at, u.language from phone_code c join users u on u.id = c.user_id
      where c.id = ${codeId} and c.used_at is null and c.expires_at > ${at} and u.banned_at is null
        and not exists (select from phone_code o where o.user_id = c.user_id and (o.created_at, o.id) > (c.created_at, c.id))
        and not exists (select from suppressed_address s where s.channel = 'sms' and s.address = c.phone and s.reason = 'stopped')
        and (select count(*) from phone_code o where o.phone = c.phone and (o.created_at, o.id) < (c.created_at, c.id)
          and o.created_at > ${new Date(at.getTime() - day)}) < ${mostCodes})
    update phone_code c set tried_at = coalesce(c.tried_at, ${at}) from due where c.id = due.id
    returning due.phone, due.language, due.created_at as "askedAt", due.tried_at is not null as again`.execute(db)
  const [row] = rows
  return row && { ...row, code: codeOf(secret, codeId) }
}

/**
 * Proves the phone that the newest code went to. A code is good once, also of two who send it at the same moment. Refuses `phone_code_wrong` for another code, and
 * for any that is too old, used or tried five times.
 */
export async function confirmPhone(
  { db, secret, now }: { db: Db; secret: string; now(): Date },
  userId: string,
  code: string,
): Promise<void> {
  const at = now()
  // Counted before the code is looked at, so that many tries at once are not more.
  const { rows } = await sql<{ id: string; phone: string }>`
    update phone_code set tries = tries + 1
    where id = (select id from phone_code where user_id = ${userId} order by created_at desc, id desc limit 1)
      and used_at is null and tries < ${mostTries} and expires_at > ${at} returning id, phone`.execute(db)
  const [row] = rows
  if (!row || !sameText(code, codeOf(secret, row.id))) return refuse('phone_code_wrong', undefined, 'code')
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('phone_code')
      .set({ used_at: at })
      .where('id', '=', row.id)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('phone_code_wrong', undefined, 'code')
    const proven = { phone: row.phone, phone_verified_at: at, updated_at: at }
    await tx
      .insertInto('profile')
      .values({ user_id: userId, ...proven })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(proven))
      .execute()
  })
}

/** Six digits that follow from the asking and a secret the database does not have, so that neither it nor a queue keeps them, hashed or not. */
function codeOf(secret: string, codeId: string): string {
  const mac = createHmac('sha256', keyFor(secret, 'phone code')).update(codeId).digest()
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/** Every phone that is known to have been somebody's, or was to be. */
export async function phonesOf(db: Db, userId: string): Promise<string[]> {
  const { rows } = await sql<{ phone: string }>`
    select phone from profile where user_id = ${userId} and phone is not null
    union select phone from phone_code where user_id = ${userId}`.execute(db)
  return rows.map(({ phone }) => phone)
}

/** The proven phones of people who have one, by their ids. */
export async function provenPhones(db: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ userId: string; phone: string }>`
    select user_id as "userId", phone from profile
    where user_id = any(${userIds}::uuid[]) and phone_verified_at is not null`.execute(db)
  return new Map(rows.map(({ userId, phone }) => [userId, phone]))
}

/** Forgets codes of more than a day ago, which count for nothing any more. */
export async function forgetPhoneCodes(db: Db): Promise<void> {
  await db
    .deleteFrom('phone_code')
    .where('created_at', '<', new Date(Date.now() - day))
    .execute()
}
