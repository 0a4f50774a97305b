import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { announceAll } from '../../facts.ts'
import type { Services } from '../../services.ts'
import { type Chosen, choose } from './delivery/choose.ts'
import { type Addressee, lookUp, type Recipient } from './delivery/known.ts'
import { type Kind, kindOf, type Way } from './kinds.ts'

/** What is told to one person. */
export interface Message {
  /** Names the occasion and the person, as `order_paid:<orderId>`: of all messages with the same name, one is told. */
  once: string
  to: Recipient
  title: string
  /** Without links that carry secrets: it is kept. */
  message: string
  /** For SMS and push, where title and message would be too much. */
  short?: string | undefined
  /** Path in the application, without secrets. */
  url?: string | undefined
  /** From then on it comes too late to be worth telling. */
  until?: Date | undefined
  /** Beside the list in the app, by this way alone, if they take it. */
  by?: Way | undefined
  /** What the letter needs to know of this person, as JSON. */
  about?: object | undefined
}

/** Messages of one kind, and the job to be run again for what is still owed of them. */
export interface Messages {
  kind: Kind
  eventId?: string | undefined
  job?: { task: string; payload: object } | undefined
  messages: readonly Message[]
}

export type WriteParts = Pick<Services, 'channels' | 'now' | 'publicUrl'>

/** A notification that was not there before. `isDue` where a delivery of it need not wait. */
export interface Written {
  id: string
  once: string
  isDue: boolean
}

/** How many deliveries are one job's, where there are many. */
const batch = 100

/** The longest that a job may take to begin; after that somebody else looks after what it was to send. In milliseconds. */
const untilMissed = 3600_000

/**
 * Writes what is told to many people, each once, and has it sent by jobs: the job named in `messages` is run with its payload and the
 * `notificationIds` of a batch, for it to hand to `deliverAll`. Give at most some hundreds at a time. Returns those not told before.
 */
export async function tellMany(tx: Tx, parts: WriteParts, messages: Messages): Promise<Written[]> {
  const written = await writeDown(tx, parts, messages)
  await queueDeliveries(
    tx,
    written.filter(({ isDue }) => isDue).map(({ id }) => id),
  )
  return written
}

/** Has the waiting deliveries of notifications sent. */
export async function queueDeliveries(db: Db, notificationIds: readonly string[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(notificationIds.length / batch) }, (_, index) => ({
    notificationIds: notificationIds.slice(index * batch, (index + 1) * batch),
  }))
  await announceAll(db, 'deliveries.due', batches)
}

/** Writes notifications and their deliveries, as each person chose. Those who are told already are left out. */
export async function writeDown(tx: Tx, parts: WriteParts, { messages, ...all }: Messages): Promise<Written[]> {
  const now = parts.now()
  const { topic } = kindOf(all.kind)
  const addressees = await lookUp(
    tx,
    parts.channels,
    messages.map(({ to }) => to),
    topic,
  )
  const drafts = messages.flatMap((message, index) => {
    const to = addressees[index]
    return to ? [{ id: newId(), ...message, to, chosen: chosenFor(all.kind, to, message, now) }] : []
  })
  const written = await writeNotifications(tx, drafts, all)
  const ours = drafts.filter(({ id }) => written.has(id))
  await writeDeliveries(tx, ours, { now, host: new URL(parts.publicUrl()).hostname })
  await announceAll(
    tx,
    'notification.made',
    ours.flatMap(({ id, to, chosen }) =>
      chosen.inApp && to.userId ? [{ notificationId: id, userId: to.userId }] : [],
    ),
  )
  return ours.map(({ id, once, chosen }) => ({
    id,
    once,
    isDue: chosen.channels.some(({ notBefore }) => notBefore === null),
  }))
}

type Draft = Omit<Message, 'to'> & { id: string; to: Addressee; chosen: Chosen }

function chosenFor(kind: Kind, to: Addressee, { by, until }: Message, now: Date): Chosen {
  const chosen = choose(kind, to, { now, until })
  if (by === undefined) return chosen
  return { inApp: chosen.inApp || by === 'in_app', channels: chosen.channels.filter(({ name }) => name === by) }
}

async function writeNotifications(
  tx: Tx,
  drafts: readonly Draft[],
  { kind, eventId, job }: Omit<Messages, 'messages'>,
): Promise<Set<string>> {
  const of = <T>(pick: (draft: Draft) => T) => drafts.map(pick)
  const { rows } = await sql<{ id: string }>`
    insert into notification (id, once, kind, event_id, task, payload, user_id, email, language, in_app, title, message, short, url, until, only_by, about)
    select id, once, ${kind}, ${eventId ?? null}, ${job?.task ?? null}, ${job ? JSON.stringify(job.payload) : null}::jsonb,
      user_id, email, language, in_app, title, message, short, url, until, only_by, about
    from unnest(${of(({ id }) => id)}::uuid[], ${of(({ once }) => once)}::text[], ${of(({ to }) => to.userId)}::uuid[],
      ${of(({ to }) => to.email)}::text[], ${of(({ to }) => to.language)}::text[], ${of(({ chosen }) => chosen.inApp)}::boolean[],
      ${of(({ title }) => title)}::text[], ${of(({ message }) => message)}::text[], ${of(({ short }) => short ?? null)}::text[],
      ${of(({ url }) => url ?? null)}::text[], ${of(({ until }) => until ?? null)}::timestamptz[],
      ${of(({ by }) => by ?? null)}::text[], ${of(({ about }) => (about ? JSON.stringify(about) : null))}::jsonb[])
      as n (id, once, user_id, email, language, in_app, title, message, short, url, until, only_by, about)
    on conflict (once) do nothing returning id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

async function writeDeliveries(
  tx: Tx,
  drafts: readonly Draft[],
  { now, host }: { now: Date; host: string },
): Promise<void> {
  const rows = drafts.flatMap(({ id, to, chosen }) =>
    chosen.channels.map(({ name, notBefore }) => ({
      id: newId(),
      notificationId: id,
      name,
      address: to.addresses.get(name) ?? '',
      providerId: name === 'email' ? messageIdOf(id, host) : null,
      notBefore,
      dueAt: notBefore ?? new Date(now.getTime() + untilMissed),
    })),
  )
  if (rows.length === 0) return
  const of = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name])
  await sql`
    insert into delivery (id, notification_id, channel, address, provider_id, not_before, due_at)
    select * from unnest(${of('id')}::uuid[], ${of('notificationId')}::uuid[], ${of('name')}::text[], ${of('address')}::text[],
      ${of('providerId')}::text[], ${of('notBefore')}::timestamptz[], ${of('dueAt')}::timestamptz[])`.execute(tx)
}

/** The Message-ID of a notification's mail: the same on every try. */
const messageIdOf = (notificationId: string, host: string): string => `<${notificationId}@${host}>`
