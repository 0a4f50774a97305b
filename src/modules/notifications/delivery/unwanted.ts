import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Channel } from '../channels.ts'
import { type ChannelName, isKind, kindOf, type TopicName, topicOf } from '../kinds.ts'
import { consentingOf } from './known.ts'

/** A delivery whose turn has come. */
interface Due {
  id: string
  kind: string
  channel: ChannelName
  address: string
  userId: string | null
  email: string
}

/**
 * Why deliveries that waited are not to be sent any more, by their ids: switched off since they were written, consent taken back, or an SMS to a
 * phone that is not the person's any more. What nobody can switch off is none of them.
 */
export async function unwantedOf(
  { db, channels }: { db: Db; channels: readonly Channel[] },
  deliveries: readonly Due[],
): Promise<Map<string, string>> {
  const optional = deliveries.flatMap((one) => {
    const topic = topicIfOptional(one)
    return topic === undefined ? [] : [{ ...one, topic }]
  })
  const texts = deliveries.filter(({ channel }) => channel === 'sms')
  const sms = channels.find(({ name }) => name === 'sms')
  const owners = texts.flatMap(({ userId }) => userId ?? [])
  const asked = optional.flatMap(({ topic, userId }) => (topicOf(topic).consent && userId ? [userId] : []))
  const [off, consenting, phones] = await Promise.all([
    switchedOff(db, optional),
    asked.length > 0 ? consentingOf(db, asked) : new Set<string>(),
    owners.length > 0 && sms ? sms.addressesOf(db, owners) : new Map<string, string>(),
  ])
  return new Map([
    ...texts.flatMap(({ id, userId, address }) =>
      phones.get(userId ?? '') === address ? [] : [[id, 'another phone'] as const],
    ),
    ...optional.flatMap(({ id, topic, userId }) =>
      topicOf(topic).consent && !consenting.has(userId ?? '') ? [[id, 'no consent'] as const] : [],
    ),
    ...off.map((id) => [id, 'switched off'] as const),
  ])
}

function topicIfOptional({ kind, channel }: Due): TopicName | undefined {
  if (!isKind(kind)) return undefined
  const { topic, mailOnly } = kindOf(kind)
  return mailOnly || topicOf(topic).always.includes(channel) ? undefined : topic
}

/** Those that were switched off: by the account's choice, or where it made none by that of the address. */
async function switchedOff(db: Db, deliveries: readonly (Due & { topic: TopicName })[]): Promise<string[]> {
  if (deliveries.length === 0) return []
  const of = (name: keyof (typeof deliveries)[number]) => deliveries.map((one) => one[name])
  const { rows } = await sql<{ id: string }>`
    select d.id from unnest(${of('id')}::uuid[], ${of('topic')}::text[], ${of('channel')}::text[], ${of('userId')}::uuid[], ${of('email')}::text[])
      as d (id, topic, channel, user_id, email)
    where not coalesce(
      (select allowed from notification_choice c where c.user_id = d.user_id and c.topic = d.topic and c.channel = d.channel),
      (select allowed from notification_choice c where c.email = d.email and c.topic = d.topic and c.channel = d.channel),
      true)`.execute(db)
  return rows.map(({ id }) => id)
}
