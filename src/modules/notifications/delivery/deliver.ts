import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { isLanguage, type Language } from '../../../../lang/languages.ts'
import { transact } from '../../../db/transact.ts'
import { Refusal } from '../../../errors.ts'
import { announce } from '../../../facts.ts'
import type { Services } from '../../../services.ts'
import { type Composed, DeliveryRefused, type Outgoing } from '../channels.ts'
import { type ChannelName, isKind } from '../kinds.ts'
import { canUnsubscribe } from './choose.ts'
import { unsubscribeLink } from './unsubscribe.ts'
import { unwantedOf } from './unwanted.ts'

export type DeliverParts = Pick<Services, 'db' | 'channels' | 'now' | 'publicUrl' | 'secret' | 'log' | 'job'>

/** A notification as its letter is made from it. `about` is what `tellMany` was given. */
export interface Told {
  id: string
  once: string
  kind: string
  userId: string | null
  email: string
  language: Language
  eventId: string | null
  title: string
  message: string
  url: string | null
  about: unknown
}

/** How often a delivery is tried before it is given up. The pauses are those of its job: seconds at first, then up to six hours. */
export const mostAttempts = 12

/** How many are claimed at once, and sent at the same time. */
const claimSize = 20
const abreast = 5

/** Milliseconds after which what was claimed counts as left by whoever claimed it: more than sending all of a claim takes, at its slowest. */
const untilAbandoned = 5 * 60_000

/** Milliseconds between tries to write down that something was sent: a database that is started anew is back by then. */
const markPauses = [100, 2000]

/** Milliseconds after which somebody looks after what its job did not try again. */
const untilForgotten = 12 * 3600_000

/**
 * Sends the deliveries of these notifications that are due, five at a time, each marked as soon as it is sent. What another job is sending is left
 * to that; what this job had begun when it was killed is taken up. Throws the first failure that is worth another try when all were tried: the
 * job is retried then, and sends just those. Once something cannot be written down no more is begun, as it could not be either.
 */
export async function deliverAll(
  parts: DeliverParts,
  notificationIds: readonly string[],
  compose: (told: Told) => Promise<Composed>,
): Promise<void> {
  const tried: string[] = []
  const failures: unknown[] = []
  for (;;) {
    const claimed = await claim(parts, notificationIds, tried)
    if (claimed.length === 0) break
    tried.push(...claimed.map(({ id }) => id))
    const waiting = [...claimed]
    const sendNext = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const failure = await attempt(parts, next, compose).catch((error) => {
          waiting.length = 0
          throw error
        })
        if (failure !== undefined) failures.push(failure)
      }
    }
    // What is on its way is waited for, or the job's next try would take it up meanwhile and send it twice.
    const loops = await Promise.allSettled(Array.from({ length: abreast }, sendNext))
    const broken = loops.find((loop) => loop.status === 'rejected')
    if (broken) throw broken.reason
  }
  if (failures.length > 0) throw failures[0]
}

interface Claimed extends Told {
  id: string
  notificationId: string
  channel: ChannelName
  address: string
  attempts: number
  providerId: string | null
  short: string | null
  createdAt: Date
  /** Why it is not worth sending any more. */
  idle: string | null
}

/** Takes deliveries that nobody else is sending. */
async function claim(
  { db, channels, now, job }: DeliverParts,
  notificationIds: readonly string[],
  tried: readonly string[],
): Promise<Claimed[]> {
  const at = now()
  const { rows } = await sql<Omit<Claimed, 'language'> & { language: string }>`
    with due as (
      select d.id from delivery d
      where d.notification_id = any(${notificationIds}::uuid[]) and d.id <> all(${tried}::uuid[])
        and (d.state = 'waiting' and (d.not_before is null or d.not_before <= ${at}) or d.state = 'sending' and d.claimed_by = ${job?.id ?? null})
      order by d.id limit ${claimSize} for update skip locked)
    update delivery d
    set state = 'sending', attempts = d.attempts + 1, claimed_by = ${job?.id ?? null}, last_try_at = ${at},
      due_at = ${new Date(at.getTime() + untilAbandoned)}
    from due, notification n
    where d.id = due.id and n.id = d.notification_id
    returning d.id, d.notification_id as "notificationId", d.channel, d.address, d.attempts, d.provider_id as "providerId",
      n.once, n.kind, n.user_id as "userId", coalesce(n.email, '') as email, n.language, n.event_id as "eventId", n.title, n.message, n.short,
      n.url, n.about, n.created_at as "createdAt",
      case when n.until <= ${at} then 'too late'
        when exists (select from suppressed_address s where s.channel = d.channel and s.address = d.address) then 'suppressed' end as idle`.execute(
    db,
  )
  const unwanted = await unwantedOf({ db, channels }, rows)
  return rows.map((row) => ({
    ...row,
    language: isLanguage(row.language) ? row.language : 'en',
    idle: row.idle ?? unwanted.get(row.id) ?? null,
  }))
}

/** Sends one and marks it; returns the failure that is worth another try. */
async function attempt(
  parts: DeliverParts,
  claimed: Claimed,
  compose: (told: Told) => Promise<Composed>,
): Promise<unknown> {
  const { id, attempts } = claimed
  const channel = parts.channels.find(({ name }) => name === claimed.channel)
  if (claimed.idle !== null || !channel)
    return mark(parts, id, { state: 'dropped', error: claimed.idle ?? 'no channel' })
  const outgoing = outgoingOf(parts, claimed, compose)
  let sent: { providerId?: string }
  try {
    sent = (attempts > 1 ? await channel.find?.(outgoing) : undefined) ?? (await channel.send(outgoing))
  } catch (error) {
    // What it is about may be deleted before it is sent, as test orders are.
    if (error instanceof Refusal && error.code === 'not_found')
      return mark(parts, id, { state: 'dropped', error: 'not_found' })
    const text = error instanceof Error ? error.message : String(error)
    if (!(error instanceof DeliveryRefused) && attempts < mostAttempts) {
      await mark(parts, id, { state: 'waiting', error: text })
      return error
    }
    parts.log.warn({ deliveryId: id, channel: claimed.channel }, 'a message could not be delivered and is given up')
    return mark(parts, id, { state: 'failed', error: text })
  }
  // Outside of the try: what was sent and cannot be marked is no failed try of sending.
  return markSent(parts, id, sent.providerId ?? null)
}

function outgoingOf(
  { publicUrl, secret }: DeliverParts,
  claimed: Claimed,
  compose: (told: Told) => Promise<Composed>,
): Outgoing {
  const { notificationId, title, kind } = claimed
  const told = { ...claimed, id: notificationId }
  return {
    id: claimed.id,
    notificationId,
    userId: claimed.userId,
    kind,
    address: claimed.address,
    title,
    text: claimed.short ?? claimed.message,
    short: claimed.short,
    url: claimed.url === null ? null : publicUrl() + claimed.url,
    language: claimed.language,
    attempt: claimed.attempts,
    providerId: claimed.providerId,
    createdAt: claimed.createdAt,
    ...(isKind(kind) && canUnsubscribe(kind)
      ? { unsubscribe: unsubscribeLink({ secret, publicUrl: publicUrl() }, notificationId) }
      : {}),
    compose: () => compose(told),
  }
}

/** The provider may have said already that it arrived, and then it stays so. */
async function markSent({ db, now }: DeliverParts, id: string, providerId: string | null): Promise<undefined> {
  const query = sql`
    update delivery set state = 'sent', sent_at = ${now()}, provider_id = coalesce(${providerId}, provider_id), error = null, claimed_by = null
    where id = ${id} and state in ('waiting', 'sending')`
  for (const wait of markPauses) {
    try {
      await query.execute(db)
      return undefined
    } catch {
      await pause(wait)
    }
  }
  await query.execute(db)
  return undefined
}

async function mark(
  { db, now }: DeliverParts,
  id: string,
  { state, error }: { state: 'waiting' | 'failed' | 'dropped'; error: string },
): Promise<undefined> {
  const dueAt = new Date(now().getTime() + untilForgotten)
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('delivery')
      .set({ state, error: error.slice(0, 300), claimed_by: null, due_at: dueAt })
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .executeTakeFirst()
    if (numUpdatedRows > 0n && state === 'failed') await announce(tx, 'delivery.failed', { deliveryId: id })
  })
  return undefined
}
