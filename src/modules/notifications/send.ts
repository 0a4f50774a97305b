import { newId } from '../../db/id.ts'
import type { Letter } from '../../mail/letter.ts'
import { type Attachment, MailRefused } from '../../mail/mailer.ts'
import type { Services } from '../../services.ts'
import { brandOf } from './brand.ts'

/** A mail to send a single time. */
export interface Sending {
  /** Names the occasion, as `order_paid:<orderId>`: of all sendings with the same name, one goes out. */
  once: string
  /** Kind of message, as the person's notification choices know it. */
  kind: string
  /** Email address; empty where nobody is known any more, who is told nothing. */
  to: string
  userId?: string | undefined
  eventId?: string | undefined
  /** Makes the mail; called when it has not gone out yet. */
  compose(): Promise<Letter & { attachments?: readonly Attachment[] }>
}

type SendParts = Pick<Services, 'db' | 'mailer' | 'publicUrl' | 'log' | 'platform'>

/**
 * Sends a mail once, however often its job runs: the row of the notification is written first, then the mail is sent, then the row
 * says so. A crash between sending and saying so sends it again, with the same Message-ID. What the mail server will never
 * take is marked as failed and not tried again; every other failure rejects, for the job to be retried.
 */
export async function sendOnce(services: SendParts, sending: Sending): Promise<void> {
  const { db } = services
  if (sending.to === '') return
  const before = await db
    .selectFrom('notification')
    .select(['state'])
    .where('once', '=', sending.once)
    .executeTakeFirst()
  if (before && before.state !== 'queued') return
  const { attachments = [], summary, ...letter } = await sending.compose()
  const { id, message_id } = await rowOf(services, sending, { title: letter.subject, message: summary })
  await deliver(services, { id, to: sending.to, messageId: message_id, letter, attachments })
}

/** The row of a sending: a new one, or that of an earlier try. */
async function rowOf({ db, publicUrl }: SendParts, sending: Sending, content: { title: string; message: string }) {
  const id = newId()
  const { once, kind, to, userId = null, eventId = null } = sending
  const ids = { id, once, message_id: messageIdOf(id, publicUrl()) }
  await db
    .insertInto('notification')
    .values({ ...ids, ...content, kind, channel: 'email', address: to, user_id: userId, event_id: eventId })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .execute()
  const row = await db
    .selectFrom('notification')
    .select(['id', 'message_id'])
    .where('once', '=', once)
    .executeTakeFirstOrThrow()
  return { id: row.id, message_id: row.message_id ?? ids.message_id }
}

/** The Message-ID of a notification: the same on every try. */
export const messageIdOf = (notificationId: string, publicUrl: string): string =>
  `<${notificationId}@${new URL(publicUrl).hostname}>`

/** Sends the mail of a notification row and marks the row. */
export async function deliver(
  { db, mailer, log, platform, publicUrl }: SendParts,
  mail: {
    id: string
    to: string
    messageId: string
    letter: Omit<Letter, 'summary'>
    attachments?: readonly Attachment[]
  },
): Promise<void> {
  const { id, to, messageId, letter, attachments = [] } = mail
  const mark = (values: { state: 'sent' | 'failed'; sent_at?: Date }) =>
    db.updateTable('notification').set(values).where('id', '=', id).where('state', '=', 'queued').execute()
  try {
    const { subject, set } = letter
    await mailer.send({ to, messageId, subject, ...set(brandOf(await platform.read(), publicUrl())), attachments })
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error
    log.warn({ notificationId: id }, 'the mail server refused a mail for good')
    await mark({ state: 'failed' })
    return
  }
  await mark({ state: 'sent', sent_at: new Date() })
}
