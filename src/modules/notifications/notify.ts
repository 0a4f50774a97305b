import type { Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { refuse } from '../../errors.ts'
import type { Kind } from './kinds.ts'
import { tellMany, type WriteParts } from './write.ts'

/** A message to one person in words of its own. */
export interface OwnWords {
  userId: string
  kind: Kind
  channel: 'in_app' | 'email' | 'sms'
  title: string
  message: string
  eventId?: string | undefined
  /** Names the occasion, where a repeat must not tell it again. */
  once?: string
}

export interface Notified {
  id: string
  userId: string
  state: 'queued' | 'sent' | 'failed'
}

/**
 * Tells somebody something in the app, and by a channel if it is named and they take it. Refuses `not_found` when there is no such person, and
 * `channel_unavailable` for SMS where it does not reach them. A repeat of the same `once` answers with the first.
 */
export async function notify(
  tx: Tx,
  parts: WriteParts,
  { userId, channel, kind, eventId, title, message, ...told }: OwnWords,
): Promise<Notified> {
  if (channel === 'sms' && !(await takesSms(tx, parts, userId)))
    refuse('channel_unavailable', { channel: 'SMS' }, 'channel')
  const once = told.once ?? newId()
  const person = await tx
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!person) refuse('not_found')
  const [written] = await tellMany(tx, parts, {
    kind,
    eventId,
    messages: [{ once, to: { userId }, title, message, by: channel }],
  })
  const id = written?.id ?? (await idOf(tx, once))
  return { id, userId, state: await stateOf(tx, id) }
}

async function takesSms(tx: Tx, { channels }: WriteParts, userId: string): Promise<boolean> {
  const sms = channels.find(({ name }) => name === 'sms')
  return sms !== undefined && (await sms.addressesOf(tx, [userId])).has(userId)
}

const idOf = async (tx: Tx, once: string): Promise<string> =>
  (await tx.selectFrom('notification').select('id').where('once', '=', once).executeTakeFirstOrThrow()).id

/** In the app a message is there at once. */
async function stateOf(tx: Tx, notificationId: string): Promise<Notified['state']> {
  const delivery = await tx
    .selectFrom('delivery')
    .select('state')
    .where('notification_id', '=', notificationId)
    .executeTakeFirst()
  return delivery ? simpleState(delivery.state) : 'sent'
}

/** A delivery's state in the words of those who know but three. */
export const simpleState = (state: string): Notified['state'] =>
  state === 'waiting' || state === 'sending' ? 'queued' : state === 'sent' || state === 'delivered' ? 'sent' : 'failed'
