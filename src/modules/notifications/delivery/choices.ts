import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { type TopicName, topicNames, topicOf, type Way, ways } from '../kinds.ts'
import { recordConsent } from './consent.ts'
import { consentingOf, quietHoursOf } from './known.ts'
import type { QuietHours } from './quiet-hours.ts'

type Parts = Pick<Services, 'db' | 'channels' | 'now'>

/** How somebody wants to be told. */
export interface Choices {
  /** The ways there are, and whether they reach this person. */
  ways: { way: Way; reachable: boolean }[]
  topics: { topic: TopicName; ways: { way: Way; allowed: boolean; fixed: boolean }[] }[]
  quietHours: QuietHours | null
  /** Whether they want offers, as they last said. */
  offers: boolean
  /** Why mail no longer goes to their address, if it does not. */
  mailClosed: 'bounced' | 'complained' | null
}

/** How somebody wants to be told, with what is usual where they said nothing. */
export async function choicesOf({ db, channels }: Parts, userId: string): Promise<Choices> {
  const [{ rows: said }, quiet, consenting, mailClosed] = await Promise.all([
    sql<{ topic: string; channel: Way; allowed: boolean }>`
      select topic, channel, allowed from notification_choice where user_id = ${userId}`.execute(db),
    quietHoursOf(db, [userId]),
    consentingOf(db, [userId]),
    mailClosedFor(db, userId),
  ])
  const offered = ways.filter((way) => way === 'in_app' || channels.some(({ name }) => name === way))
  const reachable = await Promise.all(
    offered.map(async (way) => {
      const channel = channels.find(({ name }) => name === way)
      return channel === undefined || (await channel.addressesOf(db, [userId])).has(userId)
    }),
  )
  return {
    ways: offered.map((way, index) => ({ way, reachable: reachable[index] ?? false })),
    topics: topicNames.map((topic) => {
      const { always, usual } = topicOf(topic)
      const allows = (way: Way) =>
        said.find((one) => one.topic === topic && one.channel === way)?.allowed ?? usual.includes(way)
      return {
        topic,
        ways: offered.map((way) => {
          const fixed = always.includes(way)
          return { way, fixed, allowed: fixed || allows(way) }
        }),
      }
    }),
    quietHours: quiet.get(userId) ?? null,
    offers: consenting.has(userId),
    mailClosed,
  }
}

async function mailClosedFor(db: Db, userId: string): Promise<Choices['mailClosed']> {
  const { rows } = await sql<{ reason: string }>`
    select s.reason from suppressed_address s join users u on s.channel = 'email' and s.address = u.email where u.id = ${userId}`.execute(
    db,
  )
  const [row] = rows
  return row ? (row.reason === 'complained' ? 'complained' : 'bounced') : null
}

/** One switch, as somebody sets it. */
export interface NewChoice {
  topic: TopicName
  way: Way
  allowed: boolean
}

/** Sets switches; the others stay. Refuses `choice_fixed` for one that nobody can switch off, and `channel_unavailable` for a channel that is not offered. */
export async function setChoices(
  { db, channels, now }: Parts,
  userId: string,
  choices: readonly NewChoice[],
): Promise<void> {
  for (const [index, { topic, way, allowed }] of choices.entries()) {
    if (way !== 'in_app' && !channels.some(({ name }) => name === way))
      refuse('channel_unavailable', { channel: way }, `choices.${index}.way`)
    if (!allowed && topicOf(topic).always.includes(way)) refuse('choice_fixed', undefined, `choices.${index}.allowed`)
  }
  // Of two answers to the same question the last counts; one statement cannot write a row twice.
  const last = [...new Map(choices.map((choice) => [`${choice.topic} ${choice.way}`, choice])).values()]
  const rows = last.map(({ topic, way, allowed }) => ({
    id: newId(),
    user_id: userId,
    topic,
    channel: way,
    allowed,
    chosen_at: now(),
  }))
  if (rows.length === 0) return
  await db
    .insertInto('notification_choice')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'topic', 'channel'])
        .where('user_id', 'is not', null)
        .doUpdateSet((set) => ({ allowed: set.ref('excluded.allowed'), chosen_at: set.ref('excluded.chosen_at') })),
    )
    .execute()
}

/** Sets somebody's quiet hours, or ends them with null. Refuses `quiet_hours_empty` where they end as they begin. */
export async function setQuietHours(db: Db, userId: string, hours: QuietHours | null): Promise<void> {
  if (hours === null) {
    await db.deleteFrom('quiet_hours').where('user_id', '=', userId).execute()
    return
  }
  if (hours.starts === hours.ends) refuse('quiet_hours_empty', undefined, 'quietHours.ends')
  await db
    .insertInto('quiet_hours')
    .values({ user_id: userId, ...hours })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(hours))
    .execute()
}

/** Notes that somebody wants offers, or wants them no more; saying the same again notes nothing. */
export async function consentTo({ db, now }: Parts, userId: string, given: boolean): Promise<void> {
  await transact(db, async (tx) => {
    await sql`select from users where id = ${userId} for update`.execute(tx)
    if ((await consentingOf(tx, [userId])).has(userId) === given) return
    await recordConsent(tx, { userId, given, how: 'account', at: now() })
  })
}

/** Has mail sent to somebody's address again, which they say works. */
export async function reopenMail(db: Db, userId: string): Promise<void> {
  await sql`
    delete from suppressed_address s using users u
    where s.channel = 'email' and s.address = u.email and u.id = ${userId}`.execute(db)
}
