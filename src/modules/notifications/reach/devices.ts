import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Caller } from '../../../http/request.ts'
import { type Device, deviceOf } from '../../../lib/device.ts'
import type { Pusher, Subscription } from '../../../push/pusher.ts'

/** A device that shows somebody's messages. `current` is that of the session that asks. */
export interface PushDevice {
  id: string
  device: Device
  since: Date
  current: boolean
}

/** The caller's devices, newest first: one of each session at most. */
export async function listDevices(db: Db, caller: Caller): Promise<PushDevice[]> {
  const rows = await db
    .selectFrom('push_subscription')
    .select(['id', 'user_agent', 'session_id', 'created_at as since'])
    .where('user_id', '=', caller.userId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ user_agent, session_id, ...row }) => ({
    ...row,
    device: deviceOf(user_agent),
    current: session_id === caller.sessionId,
  }))
}

/** Each is called for each message. */
const mostDevices = 20

/**
 * Shows the caller's messages on the device that asks, from then on, until its session ends: one subscription for each session, the last one, and the last
 * twenty of a person. Refuses
 * `invalid` for an address that is no push service's, and `device_elsewhere` for one whose keys are not those that are known: addresses get about, keys
 * stay in the browser.
 */
export async function addDevice(
  db: Db,
  pusher: Pusher,
  caller: Caller,
  { endpoint, p256dh, auth }: Subscription,
  userAgent: string,
): Promise<void> {
  if (!pusher.takes(endpoint)) refuse('invalid', undefined, 'endpoint')
  await transact(db, async (tx) => {
    // Pressed twice, the second takes the place of the first.
    await tx.selectFrom('session').select('id').where('id', '=', caller.sessionId).forNoKeyUpdate().execute()
    await sql`
      delete from push_subscription where session_id = ${caller.sessionId}
        or (endpoint = ${endpoint} and (user_id = ${caller.userId} or (p256dh = ${p256dh} and auth = ${auth})))`.execute(
      tx,
    )
    const { rows } = await sql`
      insert into push_subscription (id, user_id, session_id, endpoint, p256dh, auth, user_agent)
      select ${newId()}, s.user_id, s.id, ${endpoint}, ${p256dh}, ${auth}, ${userAgent} from session s where s.id = ${caller.sessionId}
      on conflict do nothing returning id`.execute(tx)
    if (rows.length === 0) refuse('device_elsewhere')
    await sql`
      delete from push_subscription where id in (
        select id from push_subscription where user_id = ${caller.userId} order by id desc offset ${mostDevices})`.execute(
      tx,
    )
  })
}

/** Shows nothing more on one of the caller's devices. Refuses `not_found` for those of others. */
export async function removeDevice(db: Db, caller: Caller, deviceId: string): Promise<void> {
  const removed = await db
    .deleteFrom('push_subscription')
    .where('id', '=', deviceId)
    .where('user_id', '=', caller.userId)
    .returning('id')
    .executeTakeFirst()
  if (!removed) refuse('not_found')
}

/** Where a person's devices take messages, as long as their sessions last. */
export const devicesOf = (db: Db, userId: string): Promise<(Subscription & { id: string })[]> =>
  db
    .selectFrom('push_subscription as p')
    .innerJoin('session as s', 's.id', 'p.session_id')
    .select(['p.id', 'p.endpoint', 'p.p256dh', 'p.auth'])
    .where('p.user_id', '=', userId)
    .where('s.expires_at', '>', new Date())
    .execute()

/** Which of these people have a device that takes messages. */
export async function peopleWithDevices(db: Db, userIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.user_id as id from push_subscription p join session s on s.id = p.session_id
    where p.user_id = any(${userIds}::uuid[]) and s.expires_at > ${new Date()}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Forgets devices that their push service knows no more. */
export async function forgetDevices(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('push_subscription').where('id', 'in', ids).execute()
}
