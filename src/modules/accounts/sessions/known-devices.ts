import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { CallRequest } from '../../../http/request.ts'
import { deviceOf } from '../../../lib/device.ts'
import { recordWayIn } from '../way-in.ts'
import { asThemselves } from './themselves.ts'

/**
 * Notes what somebody signs in with, and has them told by mail of what is new to their account. Of the first nobody is told
 * where the account is new; one from before devices were noted has been signed in to. */
export async function noteDevice(db: Db, userId: string, request: CallRequest): Promise<void> {
  const { browser, system } = deviceOf(request.userAgent)
  const { rows } = await sql<{ isNew: boolean }>`
    insert into known_device (user_id, browser, system) values (${userId}, ${browser ?? ''}, ${system ?? ''})
    on conflict (user_id, browser, system) do update set last_used_at = now()
    returning xmax = 0 and (exists (select from known_device where user_id = ${userId})
      or exists (select from session where user_id = ${userId} and impersonated_by is null)
      or exists (select from users where id = ${userId} and created_at < now() - interval '1 day')) as "isNew"`.execute(
    db,
  )
  if (rows[0]?.isNew) await asThemselves(userId, request, () => recordWayIn(db, 'session.new_device', userId))
}

/** Forgets what nobody has signed in with for longer than a year, but the last of each person: next to nothing, anything would pass for their first. */
export async function forgetOldDevices(db: Db): Promise<void> {
  await sql`
    delete from known_device old where last_used_at < now() - interval '400 days'
      and exists (select from known_device newer where newer.user_id = old.user_id and newer.last_used_at > old.last_used_at)`.execute(
    db,
  )
}
