import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Profile as Row } from '../../../db/schema.ts'
import { refuse } from '../../../errors.ts'
import { isCountry } from '../../../lib/countries.ts'
import type { Category } from '../../../lib/look/name.ts'
import { phoneOf } from '../../../lib/phone.ts'

export const genders = ['woman', 'man', 'nonbinary', 'other'] as const
export type Gender = (typeof genders)[number]

/** The earliest year that somebody may say they were born in. */
export const firstBirthYear = 1900

/**
 * What somebody tells of themselves beyond their name. Their own to read: no other endpoint gives it, and `birthYear` and `gender` may be used
 * in totals alone.
 */
export interface About {
  /** E.164. */
  phone: string | null
  city: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  birthYear: number | null
  gender: Gender | null
  /** Categories of events. */
  interests: Category[]
}

/** What the person has told, and nothing where they have not. */
export async function readAbout(db: Db, userId: string): Promise<About> {
  const row = await db
    .selectFrom('profile')
    .select(['phone', 'city', 'country', 'birth_year', 'gender', 'interests'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return {
    phone: row?.phone ?? null,
    city: row?.city ?? null,
    country: row?.country ?? null,
    birthYear: row?.birth_year ?? null,
    gender: row?.gender ?? null,
    interests: (row?.interests ?? []) as Category[],
  }
}

/** Changes what is given; null takes it back. Another phone has to be proven anew. Refuses `phone_unreadable`, `country_unknown` and `birth_year_wrong`, each at its field. */
export async function changeAbout(db: Db, userId: string, change: Partial<About>, now: Date): Promise<void> {
  const columns = columnsOf(change, now)
  const row = { ...columns, updated_at: now }
  await db
    .insertInto('profile')
    .values({ user_id: userId, ...row })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({
        ...row,
        ...('phone' in row
          ? { phone_verified_at: sql`case when profile.phone = excluded.phone then profile.phone_verified_at end` }
          : {}),
      }),
    )
    .execute()
}

type Columns = Pick<Selectable<Row>, 'phone' | 'city' | 'country' | 'birth_year' | 'gender' | 'interests'>

function columnsOf(
  { phone, city, country, birthYear, gender, interests }: Partial<About>,
  now: Date,
): Partial<Columns> {
  const columns: { [K in keyof Columns]: Columns[K] | undefined } = {
    phone: phone && (phoneOf(phone) ?? refuse('phone_unreadable', undefined, 'phone')),
    city: typeof city === 'string' ? city.trim() : city,
    country,
    birth_year: birthYear,
    gender,
    interests: interests && [...new Set(interests)],
  }
  if (country && !isCountry(country)) refuse('country_unknown', undefined, 'country')
  if (typeof birthYear === 'number' && (birthYear < firstBirthYear || birthYear > now.getUTCFullYear()))
    refuse('birth_year_wrong', { first: firstBirthYear, last: now.getUTCFullYear() }, 'birthYear')
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}
