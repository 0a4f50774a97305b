import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'

/** What became of a message that was sent. */
export interface Report {
  /** In the app: how many have it, and have seen it. */
  inApp: number
  seen: number
  channels: ChannelReport[]
}

/** Deliveries by one channel, by what became of them. */
export interface ChannelReport {
  channel: string
  waiting: number
  sent: number
  delivered: number
  failed: number
  dropped: number
}

/** The report of a message, which counts what was written down of it until now. */
export async function reportOf(db: Db, announcementId: string): Promise<Report> {
  const ours = sql`n.kind = 'announcement' and split_part(n.once, ':', 2) = ${announcementId}`
  const [seen, channels] = await Promise.all([
    sql<{ inApp: number; seen: number }>`
      select count(*)::int as "inApp", count(n.read_at)::int as seen from notification n where ${ours} and n.in_app`.execute(
      db,
    ),
    sql<ChannelReport>`
      select d.channel, count(*) filter (where d.state in ('waiting', 'sending'))::int as waiting,
        count(*) filter (where d.state = 'sent')::int as sent, count(*) filter (where d.state = 'delivered')::int as delivered,
        count(*) filter (where d.state = 'failed')::int as failed, count(*) filter (where d.state = 'dropped')::int as dropped
      from notification n join delivery d on d.notification_id = n.id
      where ${ours} group by d.channel order by d.channel`.execute(db),
  ])
  return { inApp: seen.rows[0]?.inApp ?? 0, seen: seen.rows[0]?.seen ?? 0, channels: channels.rows }
}
