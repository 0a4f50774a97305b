import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { type Difference, differencesOf, type Shown, shownColumn, versionColumn } from './approval-shown.ts'
import { lockEvent } from './row.ts'

/** What became of an event that was handed in; null while it waits. */
export type Outcome = 'approved' | 'returned' | 'withdrawn'

/** One time an event was handed in. */
export interface Submission {
  id: string
  submittedAt: Date
  outcome: Outcome | null
  decidedAt: Date | null
  /** Why it was sent back. */
  reason: string
  /** What its organizer says to that. */
  answer: string
}

/** An event as administrators look at it before they decide. */
export interface Review {
  /** Names what they look at; decisions carry it. */
  version: string
  /** Every time it was handed in, the latest first. */
  submissions: Submission[]
  /** What is not as it was when it was last approved or sent back. Null the first time. */
  changes: Difference[] | null
}

/** Keeps what an event looks like as it is handed in. */
export async function openSubmission(tx: Tx, eventId: string, now: Date): Promise<void> {
  await sql`
    insert into event_submission (id, event_id, submitted_at, shown)
    select ${newId()}, e.id, ${now}, ${shownColumn} from event e where e.id = ${eventId}`.execute(tx)
}

/** Notes what became of the event that waits, and what it looked like then; returns the submission's id. */
export async function closeSubmission(
  tx: Tx,
  eventId: string,
  { outcome, reason = '', now }: { outcome: Outcome; reason?: string; now: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    update event_submission s set outcome = ${outcome}, reason = ${reason}, decided_at = ${now}, shown = ${shownColumn}
    from event e where e.id = s.event_id and s.event_id = ${eventId} and s.outcome is null returning s.id`.execute(tx)
  return rows[0]?.id ?? refuse('not_found')
}

/** Every time an event was handed in, the latest first. */
export async function submissionsOf(db: Db, eventId: string): Promise<Submission[]> {
  return db
    .selectFrom('event_submission')
    .select(['id', 'submitted_at as submittedAt', 'decided_at as decidedAt', 'reason', 'answer'])
    .select(sql<Outcome | null>`outcome`.as('outcome'))
    .where('event_id', '=', eventId)
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostSubmissions)
    .execute()
}

const mostSubmissions = 50

/** Answers the reason that a draft was sent back with; whoever decides next reads it. Refuses wrong_event_state where nothing is to be answered. */
export async function answerReason(db: Db, eventId: string, answer: string): Promise<void> {
  await transact(db, async (tx) => {
    const { state, organization_id } = await lockEvent(tx, eventId)
    const [last] = state === 'draft' ? await submissionsOf(tx, eventId) : []
    if (last?.outcome !== 'returned') refuse('wrong_event_state', { state })
    await tx.updateTable('event_submission').set({ answer: answer.trim() }).where('id', '=', last.id).execute()
    await recordAct(tx, 'event.reason_answered', { organizationId: organization_id, eventId })
  })
}

/** What an administrator needs to decide on an event. Refuses not_found. */
export async function reviewOf(db: Db, eventId: string): Promise<Review> {
  const { rows } = await sql<{ version: string; shown: Shown; before: Shown | null }>`
    select ${versionColumn} as version, ${shownColumn} as shown, (
      select s.shown from event_submission s where s.event_id = e.id and s.outcome in ('approved', 'returned')
      order by s.decided_at desc, s.id desc limit 1) as before
    from event e where e.id = ${eventId}`.execute(db)
  const { version, shown, before } = rows[0] ?? refuse('not_found')
  return { version, submissions: await submissionsOf(db, eventId), changes: before && differencesOf(before, shown) }
}

/** Refuses changed_meanwhile when an event is no longer what somebody looked at. */
export async function refuseChanged(tx: Tx, eventId: string, version: string | undefined): Promise<void> {
  if (version === undefined) return
  const { rows } = await sql<{ version: string }>`
    select ${versionColumn} as version from event e where e.id = ${eventId}`.execute(tx)
  if (rows[0]?.version !== version) refuse('changed_meanwhile')
}

/**
 * Whether a live event `e` was approved and does not look as it did then. Such changes stay live (docs/decisions/0018-approval.md); administrators
 * look through them afterwards.
 */
export const isEdited = sql<boolean>`(e.state = 'published' and exists (
  select from (
    select s.shown from event_submission s where s.event_id = e.id and s.outcome = 'approved'
    order by s.decided_at desc, s.id desc limit 1) last
  where last.shown <> ${shownColumn}))`

/** Notes that an administrator looked through what changed of a live event. Refuses wrong_event_state, not_found and changed_meanwhile. */
export async function acceptEdits(db: Db, eventId: string, version: string): Promise<void> {
  await transact(db, async (tx) => {
    const { state, organization_id } = await lockEvent(tx, eventId)
    if (state !== 'published') refuse('wrong_event_state', { state })
    await refuseChanged(tx, eventId, version)
    const { rows } = await sql`
      update event_submission s set shown = ${shownColumn} from event e
      where e.id = s.event_id and s.id = (
        select id from event_submission where event_id = ${eventId} and outcome = 'approved'
        order by decided_at desc, id desc limit 1)
      returning s.id`.execute(tx)
    if (rows.length === 0) refuse('not_found')
    await recordAct(tx, 'event.edits_accepted', { organizationId: organization_id, eventId })
  })
}
