import { stringifySetCookie } from 'cookie'
import { sql } from 'kysely'
import type { Language } from '../../../lang/languages.ts'
import { isLanguage } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import { cookieNames } from '../../http/read-request.ts'
import type { Caller } from '../../http/request.ts'
import type { Category } from '../../lib/look/name.ts'
import { isTimeZone } from '../../lib/time.ts'
import type { FileStore } from '../../storage/files.ts'
import { type MemberRole, permissionsOf } from './permissions.ts'
import { readPhoto } from './profile/photo.ts'

/** Who somebody is, and what they may do where. `unread` counts messages in the app. */
export interface Profile {
  id: string
  name: string
  email: string
  emailVerified: boolean
  administrator: boolean
  language: Language
  timeZone: string
  unread: number
  /** The key of their photo, if they have one. */
  photo: string | null
  /** Categories of events they like. */
  interests: readonly Category[]
  /** When the account is erased, as its owner asked; null where it stays. */
  eraseAt: Date | null
  /** An administrator acts as this person. */
  actedAs: boolean
  organizations: {
    id: string
    slug: string
    name: string
    role: MemberRole
    permissions: string[]
    /** Since when nothing of it is sold, and why; null where it sells. */
    suspended: { since: Date; reason: string } | null
  }[]
}

/** The caller's profile. */
export async function profileOf(db: Db, caller: Caller): Promise<Profile> {
  const { userId: id, name, email, emailVerified, administrator } = caller
  const [user, organizations] = await Promise.all([readUser(db, id), readOrganizations(db, id)])
  const language = isLanguage(user.language) ? user.language : 'en'
  const { time_zone: timeZone, erase_at: eraseAt, unread, photo, interests } = user
  const actedAs = caller.impersonatorId !== null
  return {
    id,
    name,
    email,
    emailVerified,
    administrator,
    language,
    timeZone,
    unread,
    photo,
    interests,
    eraseAt,
    actedAs,
    organizations,
  }
}

async function readUser(db: Db, id: string) {
  const { rows } = await sql<{
    language: string
    time_zone: string
    erase_at: Date | null
    unread: number
    photo: string | null
    interests: Category[]
  }>`
    select language, time_zone, erase_at, p.photo_key as photo, coalesce(p.interests, '{}') as interests,
      (select count(*) from notification n where n.user_id = u.id and n.in_app and n.read_at is null) as unread
    from users u left join profile p on p.user_id = u.id where u.id = ${id}`.execute(db)
  const [user] = rows
  return user ?? refuse('sign_in_required')
}

async function readOrganizations(db: Db, userId: string) {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('organization', 'organization.id', 'membership.organization_id')
    .select(['organization.id', 'organization.slug', 'organization.name', 'membership.role'])
    .select(['organization.suspended_at as since', 'organization.suspension_reason as reason'])
    .where('membership.user_id', '=', userId)
    .orderBy('organization.name')
    .orderBy('organization.id')
    .execute()
  return rows.map(({ since, reason, ...row }) => ({
    ...row,
    permissions: permissionsOf(row.role),
    suspended: since === null ? null : { since, reason },
  }))
}

/** The Set-Cookie line by which a browser asks for pages in a language, for a year. */
export const languageCookie = (language: Language, publicUrl: string): string =>
  stringifySetCookie({
    name: cookieNames.language,
    value: language,
    maxAge: 365 * 24 * 3600,
    path: '/',
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
  })

/** What a person may change of their profile. */
export interface ProfileChange {
  name?: string
  language?: Language
  /** IANA name. */
  timeZone?: string
}

/** Changes what is given. Refuses `unknown_time_zone`. */
export async function changeProfile(
  db: Db,
  userId: string,
  { name, language, timeZone }: ProfileChange,
): Promise<void> {
  if (timeZone !== undefined && !isTimeZone(timeZone)) refuse('unknown_time_zone', undefined, 'timeZone')
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
  }
  await db
    .updateTable('users')
    .set({ ...change, updated_at: new Date() })
    .where('id', '=', userId)
    .execute()
}

/** The photo that somebody has, in its largest size; null where there is none. */
export const photoOf = (db: Db, files: FileStore, userId: string): ReturnType<typeof readPhoto> =>
  readPhoto(db, files, userId)

/** Deletes what somebody told of themselves, also a phone they were to prove. The files of their photo go within a day, unless somebody else has the same. */
export async function eraseProfile(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('profile').where('user_id', '=', userId).execute()
  await db.deleteFrom('phone_code').where('user_id', '=', userId).execute()
}
