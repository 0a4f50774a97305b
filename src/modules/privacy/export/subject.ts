import type { Db } from '../../../db/connect.ts'

/** Whose data is gathered. `email` is the address of the account when it is proven, and null before: somebody else may have typed it. */
export interface Subject {
  userId: string
  name: string
  email: string | null
  timeZone: string
}

export async function subjectOf(db: Db, userId: string): Promise<Subject> {
  const { email, email_verified, ...user } = await db
    .selectFrom('users')
    .select(['id as userId', 'name', 'email', 'email_verified', 'time_zone as timeZone'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  return { ...user, email: email_verified ? email : null }
}
