import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { CallRequest } from '../../../http/request.ts'
import { recordWayIn } from '../way-in.ts'
import { deviceOf } from './device.ts'
import { asThemselves } from './themselves.ts'

/** Notes what somebody signs in with, and has them told by mail of what is new to their account. Of the first there is nobody is told. */
export async function noteDevice(db: Db, userId: string, request: CallRequest): Promise<void> {
  const { browser, system } = deviceOf(request.userAgent)
  const { rows } = await sql<{ isNew: boolean }>`
    insert into known_device (user_id, browser, system) values (${userId}, ${browser ?? ''}, ${system ?? ''})
    on conflict (user_id, browser, system) do update set last_used_at = now()
    returning xmax = 0 and exists (select from known_device where user_id = ${userId}) as "isNew"`.execute(db)
  if (rows[0]?.isNew) await asThemselves(userId, request, () => recordWayIn(db, 'session.new_device', userId))
}

/** Forgets what nobody has signed in with for longer than a year. */
export async function forgetOldDevices(db: Db): Promise<void> {
  await sql`delete from known_device where last_used_at < now() - interval '400 days'`.execute(db)
}
