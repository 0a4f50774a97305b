import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import { keyFor, signed, unsigned } from '../../../lib/sign.ts'
import type { Services } from '../../../services.ts'
import { isKind, kindOf, type TopicName, topicOf } from '../kinds.ts'
import { canUnsubscribe } from './choose.ts'
import { recordConsent } from './consent.ts'

const keyOf = (secret: string) => keyFor(secret, 'unsubscribing')

/** Where the reader of a mail switches such mails off, without signing in. It is good as long as the notification is kept, and says nobody's address. */
export const unsubscribeLink = (
  { secret, publicUrl }: { secret: string; publicUrl: string },
  notificationId: string,
): string => `${publicUrl}/unsubscribe/${signed(keyOf(secret), notificationId)}`

/** What a link is about. `email` is shortened, for whoever got the mail passed on. */
export interface Subscription {
  topic: TopicName
  email: string
  subscribed: boolean
}

/** What a link to unsubscribe is about. Refuses `link_invalid`. */
export async function readSubscription(
  { db, secret }: Pick<Services, 'db' | 'secret'>,
  token: string,
): Promise<Subscription> {
  const { topic, email, userId } = await recipientOf(db, secret, token)
  const { rows } = await sql<{ allowed: boolean }>`
    select allowed from notification_choice where topic = ${topic} and channel = 'email' and ${isOf({ userId, email })}`.execute(
    db,
  )
  const [choice] = rows
  return { topic, email: shortened(email), subscribed: choice?.allowed ?? topicOf(topic).usual.includes('email') }
}

/**
 * Switches the mails of a topic off, or on again, for whoever a link was sent to (RFC 8058); offers need a consent, which an account gives and
 * either may take back. Again is harmless. Refuses `link_invalid`.
 */
export async function subscribe(
  { db, secret, now }: Pick<Services, 'db' | 'secret' | 'now'>,
  token: string,
  subscribed: boolean,
): Promise<Subscription> {
  await transact(db, async (tx) => {
    const { topic, email, userId } = await recipientOf(tx, secret, token)
    const target =
      userId === null
        ? sql`(email, topic, channel) where email is not null`
        : sql`(user_id, topic, channel) where user_id is not null`
    await sql`
      insert into notification_choice (id, user_id, email, topic, channel, allowed, chosen_at)
      values (${newId()}, ${userId}, ${userId === null ? email : null}, ${topic}, 'email', ${subscribed}, ${now()})
      on conflict ${target} do update set allowed = excluded.allowed, chosen_at = excluded.chosen_at`.execute(tx)
    if (topicOf(topic).consent && userId !== null)
      await recordConsent(tx, { userId, given: subscribed, how: 'unsubscribe', at: now() })
  })
  return readSubscription({ db, secret }, token)
}

async function recipientOf(db: Db, secret: string, token: string) {
  const id = unsigned(keyOf(secret), token) ?? refuse('link_invalid')
  const row = await db
    .selectFrom('notification')
    .select(['kind', 'email', 'user_id as userId'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row?.email || !isKind(row.kind) || !canUnsubscribe(row.kind)) return refuse('link_invalid')
  return { topic: kindOf(row.kind).topic, email: row.email, userId: row.userId }
}

const isOf = ({ userId, email }: { userId: string | null; email: string }) =>
  userId === null ? sql`email = ${email}` : sql`user_id = ${userId}`

/** `a…@example.org`. */
const shortened = (email: string): string => `${email.slice(0, 1)}…${email.slice(email.lastIndexOf('@'))}`
