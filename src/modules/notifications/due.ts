import { sql } from 'kysely'
import { catalogueOf } from '../../../lang/catalogue.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import type { Facts } from '../../facts.ts'
import { letter } from '../../mail/letter.ts'
import type { Services } from '../../services.ts'
import type { Composed } from './channels.ts'
import { deliverAll, type Told } from './delivery/deliver.ts'
import { lookUp } from './delivery/known.ts'
import { isKind, kindOf } from './kinds.ts'
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
  const failures: unknown[] = []
  for (const { task, payload, ids } of rows) {
    const running = task === null ? undefined : run(task, { ...payload, notificationIds: ids })
    const work = running ?? deliverAll(services, ids, (told) => asWritten(services, told))
    await work.catch((error) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
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

/** Goes on by the other channels where a mail came back, by all of them that the person did not switch off. Nothing for what goes by mail alone. */
export async function useOtherWays(services: Services, { deliveryId }: Facts['delivery.failed']): Promise<void> {
  const { db, channels, now } = services
  const failed = await db
    .selectFrom('delivery as d')
    .innerJoin('notification as n', 'n.id', 'd.notification_id')
    .select(['n.id', 'n.kind', 'n.user_id as userId', 'n.until'])
    .where('d.id', '=', deliveryId)
    .where('d.channel', '=', 'email')
    .where('d.state', '=', 'failed')
    .executeTakeFirst()
  if (!failed?.userId || !isKind(failed.kind) || (failed.until && failed.until <= now())) return
  const { topic, mailOnly } = kindOf(failed.kind)
  const [person] = mailOnly ? [] : await lookUp(db, channels, [{ userId: failed.userId }], topic)
  if (!person) return
  const isOff = (name: string) => person.choices.some(({ channel, allowed }) => channel === name && !allowed)
  const others = person.reachable.filter(
    (name) => name !== 'email' && !person.suppressed.includes(name) && !isOff(name),
  )
  if (others.length === 0) return
  await transact(db, async (tx) => {
    await tx
      .insertInto('delivery')
      .values(
        others.map((name) => ({
          id: newId(),
          notification_id: failed.id,
          channel: name,
          address: person.addresses.get(name) ?? '',
          due_at: new Date(now().getTime() + 3600_000),
        })),
      )
      .onConflict((conflict) => conflict.columns(['notification_id', 'channel']).doNothing())
      .execute()
    await queueDeliveries(tx, [failed.id])
  })
}
