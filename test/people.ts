import { createHmac, randomBytes } from 'node:crypto'
import type { Db } from '../src/db/connect.ts'
import { newId } from '../src/db/id.ts'
import { transact } from '../src/db/transact.ts'
import type { MemberRole } from '../src/modules/accounts/permissions.ts'
import type { TestApp, TestBrowser } from './harness.ts'

/** Somebody with an account who is signed in, without the cost of a password. */
export interface Person extends TestBrowser {
  userId: string
  name: string
  email: string
}

/** Makes a person with a session of their own. */
export async function person(
  { app, db, browser }: TestApp,
  given: { name?: string; email?: string; emailVerified?: boolean; administrator?: boolean } = {},
): Promise<Person> {
  const userId = newId()
  const name = given.name ?? 'Ada Quist'
  const email = given.email ?? `${userId}@example.org`
  await db
    .insertInto('users')
    .values({
      id: userId,
      name,
      email,
      email_verified: given.emailVerified ?? true,
      administrator: given.administrator ?? false,
    })
    .execute()
  const own = browser()
  own.cookies.set('conflux.session_token', encodeURIComponent(await newSession(db, userId, app.services.secret)))
  return { ...own, userId, name, email }
}

/** Somebody in a session of theirs, as what makes ways in asks for them. */
export async function inSession(db: Db, userId: string): Promise<{ userId: string; sessionId: string }> {
  const { id } = await db.selectFrom('session').select('id').where('user_id', '=', userId).executeTakeFirstOrThrow()
  return { userId, sessionId: id }
}

async function newSession(db: Db, userId: string, secret: string): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  // Confirmed as long as it lasts, however long a test takes.
  const end = new Date(Date.now() + 30 * 24 * 3600 * 1000)
  await db
    .insertInto('session')
    .values({ id: newId(), user_id: userId, token, expires_at: end, confirmed_at: end })
    .execute()
  return `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
}

/** An organization whose members have these roles. */
export async function organization(
  db: Db,
  members: Partial<Record<MemberRole, Person>>,
  given: { name?: string; timeZone?: string } = {},
): Promise<{ id: string; slug: string; name: string }> {
  const id = newId()
  const slug = `org-${id}`
  const name = given.name ?? 'Tidal Works'
  await transact(db, async (tx) => {
    await tx
      .insertInto('organization')
      .values({ id, slug, name, time_zone: given.timeZone ?? 'Europe/Lisbon' })
      .execute()
    await tx.insertInto('organization_slug').values({ slug, organization_id: id }).execute()
  })
  for (const [role, { userId }] of Object.entries(members))
    await db
      .insertInto('membership')
      .values({ organization_id: id, user_id: userId, role: role as MemberRole })
      .execute()
  return { id, slug, name }
}

/** A session of every kind of outsider and insider: who may do what is tested by asking each of them. */
export async function cast(app: TestApp) {
  const [owner, manager, editor, finance, doorkeeper, stranger, administrator] = await Promise.all([
    person(app, { name: 'Olga Owner' }),
    person(app, { name: 'Max Manager' }),
    person(app, { name: 'Edda Editor' }),
    person(app, { name: 'Finn Finance' }),
    person(app, { name: 'Dora Doorkeeper' }),
    person(app, { name: 'Sam Stranger' }),
    person(app, { name: 'Ada Administrator', administrator: true }),
  ])
  const own = await organization(app.db, { owner, manager, editor, finance, 'check-in': doorkeeper })
  const foreign = await organization(app.db, { owner: stranger }, { name: 'Elsewhere' })
  return { owner, manager, editor, finance, doorkeeper, stranger, administrator, own, foreign }
}
