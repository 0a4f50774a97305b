import { sql } from 'kysely'
import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import type { Facts } from '../../facts.ts'
import { letter } from '../../mail/letter.ts'
import type { Services } from '../../services.ts'
import type { Composed } from './channels.ts'
import { deliverAll, type Told } from './delivery/deliver.ts'
import { lookUp } from './delivery/known.ts'
import { quietUntil } from './delivery/quiet-hours.ts'
import { isKind, kindOf, topicOf } from './kinds.ts'
import { tellEach } from './tell.ts'
import { queueDeliveries } from './write.ts'

/** Runs a job with a payload; undefined where there is no such job. */
export type RunJob = (task: string, payload: object) => Promise<void> | undefined

/** Sends what is owed of notifications: runs again the job that told each, or sets their words in a plain letter where none did. */
export async function deliverDue(
  services: Services,
  { notificationIds }: Facts['deliveries.due'],
  run: RunJob,
): Promise<void> {
  const { rows } = await sql<{ task: string | null; payload: object | null; ids: string[] }>`
    select task, payload, array_agg(id order by id) as ids from notification n
    where id = any(${notificationIds}::uuid[])
      and exists (select from delivery d where d.notification_id = n.id and d.state in ('waiting', 'sending'))
    group by task, payload`.execute(services.db)
  await tellEach(rows, async ({ task, payload, ids }) => {
    const due = await dueOf(services, ids)
    await ((task === null ? undefined : run(task, { ...payload, notificationIds: ids })) ??
      deliverAll(services, ids, (told) => asWritten(services, told)))
    await dropUntouched(services.db, due)
  })
}

interface Due {
  id: string
  dueAt: string
}

async function dueOf({ db, now }: Pick<Services, 'db' | 'now'>, notificationIds: readonly string[]): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select id, due_at::text as "dueAt" from delivery
    where notification_id = any(${notificationIds}::uuid[]) and state = 'waiting' and (not_before is null or not_before <= ${now()})`.execute(
    db,
  )
  return rows
}

/**
 * Drops what a job left lying that found nothing to tell any more, as of an order that was refunded meanwhile: it would be run for it for ever.
 * Whoever else touches a delivery sets another `due_at`.
 */
async function dropUntouched(db: Db, due: readonly Due[]): Promise<void> {
  await sql`
    update delivery d set state = 'dropped', error = 'not so any more'
    from unnest(${due.map(({ id }) => id)}::uuid[], ${due.map(({ dueAt }) => dueAt)}::timestamptz[]) as left_lying (id, due_at)
    where d.id = left_lying.id and d.state = 'waiting' and d.due_at = left_lying.due_at`.execute(db)
}

/** A letter of a notification's own words. */
async function asWritten({ db, platform, publicUrl }: Services, told: Told): Promise<Composed> {
  const { name } = await platform.read()
  const reader =
    told.userId === null
      ? undefined
      : await db.selectFrom('users').select('name').where('id', '=', told.userId).executeTakeFirst()
  return letter({
    language: told.language,
    subject: told.title,
    ...(reader ? { name: reader.name } : {}),
    paragraphs: told.message.split(/\n+/),
    action: { label: catalogueOf(told.language).mail.message.action(name), url: publicUrl() + (told.url ?? '') },
  })
}

/** How many deliveries are looked after in one go. */
const batch = 1000

/** Has sent what waited for its time, and what a job that is no more has left behind. */
export async function sendWaiting({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  for (;;) {
    const found = await transact(db, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        with due as (
          select id from delivery where state in ('waiting', 'sending') and due_at <= ${now()} order by due_at limit ${batch} for update skip locked)
        update delivery d set state = 'waiting', claimed_by = null, due_at = ${new Date(now().getTime() + 12 * 3600_000)}
        from due where d.id = due.id returning d.notification_id as id`.execute(tx)
      await queueDeliveries(tx, [...new Set(rows.map(({ id }) => id))])
      return rows.length
    })
    if (found < batch) return
  }
}

/**
 * Goes on by the other channels where a mail came back, by all of them that the person did not switch off, after their quiet hours if it can wait.
 * Nothing for what goes by mail alone, or would come too late.
 */
export async function useOtherWays(services: Services, { deliveryId }: Facts['delivery.failed']): Promise<void> {
  const { db, channels, now } = services
  const failed = await db
    .selectFrom('delivery as d')
    .innerJoin('notification as n', 'n.id', 'd.notification_id')
    .select(['n.id', 'n.kind', 'n.user_id as userId', 'n.until', 'n.only_by as onlyBy'])
    .where('d.id', '=', deliveryId)
    .where('d.channel', '=', 'email')
    .where('d.state', '=', 'failed')
    .executeTakeFirst()
  if (!failed?.userId || !isKind(failed.kind) || failed.onlyBy !== null) return
  const { topic, mailOnly } = kindOf(failed.kind)
  const [person] = mailOnly ? [] : await lookUp(db, channels, [{ userId: failed.userId }], topic)
  if (!person) return
  const isOff = (name: string) => person.choices.some(({ channel, allowed }) => channel === name && !allowed)
  const others = person.reachable.filter(
    (name) => name !== 'email' && !person.suppressed.includes(name) && !isOff(name),
  )
  const at = now()
  const end = topicOf(topic).waits && person.quiet ? quietUntil(person.quiet, person.timeZone, at) : null
  if (others.length === 0 || (failed.until && failed.until <= (end ?? at))) return
  await transact(db, async (tx) => {
    await tx
      .insertInto('delivery')
      .values(
        others.map((name) => ({
          id: newId(),
          notification_id: failed.id,
          channel: name,
          address: person.addresses.get(name) ?? '',
          not_before: end,
          due_at: end ?? new Date(at.getTime() + 3600_000),
        })),
      )
      .onConflict((conflict) => conflict.columns(['notification_id', 'channel']).doNothing())
      .execute()
    if (end === null) await queueDeliveries(tx, [failed.id])
  })
}
