import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import type { PageOf } from '../../http/shapes.ts'
import type { Visitor } from './guest-access.ts'
import { refuseTooMany, refuseUnseen } from './messages.ts'
import type { EventState } from './row.ts'

/** Why an event should not be there. */
export const reportReasons = ['fraud', 'illegal', 'harmful', 'misleading', 'other'] as const
export type ReportReason = (typeof reportReasons)[number]

/** A report as administrators see it. */
export interface ShownReport {
  id: string
  reason: ReportReason
  details: string
  state: 'open' | 'closed'
  reportedAt: Date
  closedAt: Date | null
  by: { id: string; name: string; email: string }
  event: { id: string; slug: string; name: string; state: EventState; organizer: string }
}

/**
 * Reports an event that people can see to the administrators, who are told; again, while the first report is open, changes nothing. Refuses
 * `not_found`, `guests_only`, and `too_many_requests` after five in a day.
 */
export async function reportEvent(
  db: Db,
  eventId: string,
  visitor: Visitor & { userId: string },
  { reason, details }: { reason: ReportReason; details: string },
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    await refuseUnseen(tx, eventId, visitor)
    const { userId } = visitor
    await refuseTooMany(tx, 'event_report', userId, now)
    const id = newId(now.getTime())
    const written = await tx
      .insertInto('event_report')
      .values({ id, event_id: eventId, user_id: userId, reason, details: details.trim(), reported_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (written) await announce(tx, 'event.reported', { reportId: id, eventId })
  })
}

const pageSize = 50

/** A page of reports in one state, newest first. */
export async function listReports(
  db: Db,
  { state = 'open', cursor }: { state?: 'open' | 'closed'; cursor?: string },
): Promise<PageOf<ShownReport>> {
  const { rows } = await sql<ShownReport>`
    select r.id, r.reason, r.details, r.state, r.reported_at as "reportedAt", r.closed_at as "closedAt",
      json_build_object('id', u.id, 'name', u.name, 'email', u.email) as by,
      json_build_object('id', e.id, 'slug', e.slug, 'name', e.name, 'state', e.state, 'organizer', g.name) as event
    from event_report r join users u on u.id = r.user_id join event e on e.id = r.event_id
    join organization g on g.id = e.organization_id
    where r.state = ${state} and ${cursor ? sql`r.id < ${cursor}::uuid` : sql`true`}
    order by r.id desc limit ${pageSize + 1}`.execute(db)
  const items = rows.slice(0, pageSize)
  return { items, next: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null }
}

/** Notes that a report was looked into. Twice is once. Refuses `not_found`. */
export async function closeReport(db: Db, reportId: string, userId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const closed = await tx
      .updateTable('event_report')
      .set({ state: 'closed', closed_at: now, closed_by: userId })
      .where('id', '=', reportId)
      .where('state', '=', 'open')
      .returning('event_id as eventId')
      .executeTakeFirst()
    if (closed) return recordAct(tx, 'report.closed', { eventId: closed.eventId, subjectId: reportId })
    const report = await tx.selectFrom('event_report').select('id').where('id', '=', reportId).executeTakeFirst()
    if (!report) refuse('not_found')
  })
}
