import { sql } from 'kysely'
import type { Static } from 'typebox'
import { recordAct, recordChange } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { Refusal, refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { isCurrency } from '../../lib/money.ts'
import { instantOf, isTimeZone, localTimeOf } from '../../lib/time.ts'
import type { EventChanges, EventDraft, EventEdit } from './api.ts'
import type { ByHand } from './by-hand.ts'
import { recordMove } from './moves.ts'
import { firstDisorder, type RefundPolicy } from './refund-policy.ts'
import { type EventRow, lockEvent, lockStocks, ordersOf, ticketChangesOf } from './row.ts'
import { takeFreeSlug, takeSlug } from './slugs.ts'

/** Who drafts an event, for whom. */
export interface NewEvent {
  organizationId: string
  userId: string
  /** ISO 4217, used when the organization has no earlier event. */
  currency: string
  language: string
}

/** Drafts an event and returns its id. What `draft` leaves out comes from the organization and its latest event. */
export async function createEvent(db: Db, by: NewEvent, draft: Static<typeof EventDraft>): Promise<string> {
  return transact(db, async (tx) => {
    const organization = await tx
      .selectFrom('organization')
      .select('time_zone')
      .where('id', '=', by.organizationId)
      .executeTakeFirst()
    if (!organization) refuse('not_found')
    const id = newId()
    await tx
      .insertInto('event')
      .values({
        id,
        organization_id: by.organizationId,
        // Replaced two statements later, when the row that the address belongs to is there.
        slug: id,
        name: draft.name,
        category: 'community',
        attendance: 'in-person',
        time_zone: organization.time_zone,
        currency: await usualCurrency(tx, by.organizationId, by.currency),
        language: by.language,
        created_by: by.userId,
      })
      .execute()
    const slug = draft.slug ?? (await takeFreeSlug(tx, id, draft.name))
    await change(tx, await lockEvent(tx, id), { ...draft, slug })
    await recordAct(tx, 'event.created', { eventId: id, after: { name: draft.name, slug } })
    return id
  })
}

/** The currency of an organization's latest event, or `fallback` before there is one. */
export async function usualCurrency(db: Db, organizationId: string, fallback: string): Promise<string> {
  const latest = await db
    .selectFrom('event')
    .select('currency')
    .where('organization_id', '=', organizationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return latest?.currency ?? fallback
}

/** Copies an event into a new draft of the same organization, without dates and not in test mode, and returns its id. Refuses not_found. */
export async function copyEvent(db: Db, eventId: string, userId: string): Promise<string> {
  return transact(db, async (tx) => {
    // Held, so that its cover stays in use until the copy uses it too.
    const from = await tx.selectFrom('event').selectAll().where('id', '=', eventId).forShare().executeTakeFirst()
    if (!from) refuse('not_found')
    const { category, tags, attendance, venue, address, city, country, visibility, summary, description } = from
    const id = await createEvent(
      tx,
      { organizationId: from.organization_id, userId, currency: from.currency, language: from.language },
      {
        name: from.name,
        summary,
        description,
        category,
        tags,
        attendance,
        venue,
        address,
        city,
        country,
        visibility,
        timeZone: from.time_zone,
        currency: from.currency,
        onlineUrl: from.online_url,
        holdSeconds: from.hold_seconds,
        refundPolicy: from.refund_policy as RefundPolicy,
        byHand: from.by_hand as ByHand,
        ticketChanges: ticketChangesOf(from),
      },
    )
    await tx.updateTable('event').set({ cover_key: from.cover_key }).where('id', '=', id).execute()
    return id
  })
}

/**
 * Changes what is named of an event. Refuses unknown_time_zone, ends_before_start, slug_taken, currency_frozen, event_has_test_orders,
 * refund_steps_reversed, wrong_event_state (cancelled), and not_ready_to_publish when a live event would lose its date. When a live event
 * moves to another time or place its ticket holders are told, and the refund window is opened that came with the change; `recordMove` says what a move is.
 */
export async function editEvent(
  db: Db,
  eventId: string,
  { refundWindow: window, moved, ...changes }: Static<typeof EventEdit>,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    if (changes.currency !== undefined || changes.testMode !== undefined) await lockStocks(tx, eventId)
    const row = await lockEvent(tx, eventId)
    if (row.state === 'cancelled') refuse('wrong_event_state', { state: row.state })
    const after = await change(tx, row, changes)
    const isMoved = await recordMove(tx, row, after, { now, window, moved })
    const became = isMoved === undefined ? after : { ...after, moved: isMoved }
    await recordChange(tx, 'event.edited', { eventId }, row, became)
  })
}

/** Writes changes to an event that is locked, and returns its row as it then is. */
async function change(tx: Tx, row: EventRow, changes: Static<typeof EventChanges>) {
  if (changes.refundPolicy) refuseDisorder(changes.refundPolicy)
  const times = await timesAfter(tx, row, changes)
  if (changes.currency !== undefined && changes.currency !== row.currency)
    await refuseFrozenCurrency(tx, row, changes.currency)
  if (changes.slug !== undefined && changes.slug !== row.slug) await takeSlug(tx, row.id, changes.slug)
  const set = { ...columnsOf(changes), ...times }
  const after = await tx
    .updateTable('event')
    .set({
      ...set,
      sequence: row.sequence + (row.state !== 'draft' && movesCalendars(row, set) ? 1 : 0),
      updated_at: sql`now()`,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await announce(tx, 'event.changed', { eventId: row.id })
  return after
}

/** The new instants: local times as given, or as they read now, in the new zone. */
async function timesAfter(tx: Tx, row: EventRow, changes: Static<typeof EventChanges>) {
  const time_zone = changes.timeZone ?? row.time_zone
  if (time_zone !== row.time_zone && !(await isKnownZone(tx, time_zone)))
    refuse('unknown_time_zone', undefined, 'timeZone')
  const instant = (field: 'startsAt' | 'endsAt', before: Date | null) => {
    const given = changes[field]
    if (given === undefined && time_zone === row.time_zone) return before
    const local = given === undefined ? before && localTimeOf(before, row.time_zone) : given
    return local === null ? null : (plausible(instantOf(local, time_zone)) ?? refuseForm(field))
  }
  const starts_at = instant('startsAt', row.starts_at)
  const ends_at = instant('endsAt', row.ends_at)
  if (starts_at && ends_at && ends_at <= starts_at) refuse('ends_before_start', undefined, 'endsAt')
  if (row.state !== 'draft' && !(starts_at && ends_at))
    refuse('not_ready_to_publish', { missing: ['date'] }, starts_at ? 'endsAt' : 'startsAt')
  return { time_zone, starts_at, ends_at }
}

/** A zone must be known to us and to the database, whose lists of zones are not of the same year. */
async function isKnownZone(tx: Tx, name: string): Promise<boolean> {
  if (!isTimeZone(name)) return false
  const { rows } = await sql`select from pg_timezone_names where name = ${name}`.execute(tx)
  return rows.length > 0
}

const plausible = (instant: Date | undefined) =>
  instant && instant.getUTCFullYear() >= 2000 && instant.getUTCFullYear() < 2200 ? instant : undefined

function refuseForm(path: string): never {
  throw new Refusal('invalid', undefined, undefined, [{ path, rule: 'format' }])
}

function refuseDisorder(policy: RefundPolicy) {
  const wrong = policy.kind === 'steps' ? firstDisorder(policy.steps) : -1
  if (wrong >= 0) refuse('refund_steps_reversed', undefined, `refundPolicy.steps.${wrong}.percent`)
}

/** Orders are begun with the stocks locked, so none can come between this look and the change. */
async function refuseFrozenCurrency(tx: Tx, row: EventRow, currency: string) {
  if (!isCurrency(currency)) refuseForm('currency')
  const orders = await ordersOf(tx, row.id)
  if (orders) refuse(orders === 'tests' ? 'event_has_test_orders' : 'currency_frozen', undefined, 'currency')
}

function columnsOf(changes: Static<typeof EventChanges>) {
  const {
    startsAt,
    endsAt,
    timeZone,
    onlineUrl,
    holdSeconds,
    testMode,
    refundPolicy,
    byHand,
    ticketChanges,
    tags,
    ...same
  } = changes
  return {
    ...same,
    ...(onlineUrl === undefined ? {} : { online_url: onlineUrl }),
    ...(holdSeconds === undefined ? {} : { hold_seconds: holdSeconds }),
    ...(testMode === undefined ? {} : { test_mode: testMode }),
    ...(refundPolicy === undefined ? {} : { refund_policy: JSON.stringify(refundPolicy) }),
    ...(byHand === undefined ? {} : { by_hand: JSON.stringify(byHand) }),
    ...(ticketChanges === undefined
      ? {}
      : {
          transfers_allowed: ticketChanges.transfers,
          renames_allowed: ticketChanges.renames,
          changes_close_hours: ticketChanges.closeHours,
        }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags.map((tag) => tag.trim().toLowerCase()))] }),
  }
}

const calendarColumns = [
  'name',
  'attendance',
  'venue',
  'address',
  'city',
  'country',
  'online_url',
  'time_zone',
  'starts_at',
  'ends_at',
] as const

/** Whether attendees' calendars must hear of a change. */
const movesCalendars = (row: EventRow, set: Partial<EventRow>) =>
  calendarColumns.some((column) => set[column] !== undefined && !isSame(set[column], row[column]))

const isSame = (one: string | Date | null, other: string | Date | null) =>
  one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other
