import { catalogueOf } from '../../../lang/catalogue.ts'
import { isLanguage } from '../../../lang/languages.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { letter } from '../../mail/letter.ts'
import type { Services } from '../../services.ts'
import { deliver, messageIdOf } from './send.ts'

/** A message to one person in words of its own. */
export interface Message {
  userId: string
  kind: string
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
 * Tells somebody something: in the app at once, by mail through a job. Refuses `not_found` when there is no such person, and
 * `channel_unavailable` for SMS while no provider is set up. A repeat of the same `once` answers with the first.
 */
export async function notify(db: Db, { userId, eventId, once, ...told }: Message): Promise<Notified> {
  if (told.channel === 'sms') refuse('channel_unavailable', { channel: 'SMS' }, 'channel')
  return transact(db, async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select('email')
      .where('id', '=', userId)
      .where('erased_at', 'is', null)
      .executeTakeFirst()
    if (!user) refuse('not_found')
    const id = newId()
    const way = told.channel === 'email' ? { address: user.email } : { state: 'sent' as const, sent_at: new Date() }
    const row = await tx
      .insertInto('notification')
      .values({ id, once: once ?? id, user_id: userId, event_id: eventId ?? null, ...told, ...way })
      .onConflict((conflict) => conflict.column('once').doNothing())
      .returning('state')
      .executeTakeFirst()
    if (!row) return earlier(tx, once ?? id, userId)
    if (told.channel === 'email') await announce(tx, 'notification.queued', { notificationId: id })
    return { id, userId, state: row.state }
  })
}

async function earlier(db: Db, once: string, userId: string): Promise<Notified> {
  const row = await db
    .selectFrom('notification')
    .select(['id', 'state'])
    .where('once', '=', once)
    .executeTakeFirstOrThrow()
  return { ...row, userId }
}

/** Sends the mail of a message that `notify` queued, in the reader's language. */
export async function sendQueued(services: Services, notificationId: string): Promise<void> {
  const row = await services.db
    .selectFrom('notification')
    .innerJoin('users', 'users.id', 'notification.user_id')
    .select(['address', 'title', 'message', 'users.name', 'users.language'])
    .where('notification.id', '=', notificationId)
    .where('notification.state', '=', 'queued')
    .executeTakeFirst()
  if (!row?.address) return
  const language = isLanguage(row.language) ? row.language : 'en'
  const { name: platform } = await services.platform.read()
  const told = letter({
    language,
    subject: row.title,
    name: row.name,
    paragraphs: row.message.split(/\n+/),
    action: { label: catalogueOf(language).mail.message.action(platform), url: services.publicUrl() },
  })
  const messageId = messageIdOf(notificationId, services.publicUrl())
  await deliver(services, { id: notificationId, to: row.address, messageId, letter: told })
}
