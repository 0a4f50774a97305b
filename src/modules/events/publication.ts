import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { type BrokenRule, Refusal, refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { isOffered } from '../accounts/platform-settings.ts'
import { closeSubmission, openSubmission, refuseChanged } from './approval.ts'
import { missingOf, readChecklist } from './checklist.ts'
import { type EventRow, type EventState, lockEvent, lockStocks, ordersOf } from './row.ts'

/** Whose events an administrator looks at before they go live: nobody's, each organization's first, or all. */
export type Approval = 'off' | 'first' | 'all'

/**
 * Takes a draft live, or hands it in where it needs approval, and returns its new state. Refuses not_ready_to_publish with what is
 * missing, organization_suspended, currency_not_offered, and wrong_event_state when it is no draft.
 */
export async function publishEvent(db: Db, eventId: string, approval: Approval, now: Date): Promise<EventState> {
  return transact<EventState>(db, async (tx) => {
    const event = await lockEvent(tx, eventId)
    if (event.state !== 'draft') refuse('wrong_event_state', { state: event.state })
    await refuseUnready(tx, eventId, now)
    if (await needsApproval(tx, event, approval)) {
      await tx
        .updateTable('event')
        .set({ state: 'waiting', submitted_at: now, updated_at: now })
        .where('id', '=', eventId)
        .execute()
      await openSubmission(tx, eventId, now)
      await recordAct(tx, 'event.submitted', { eventId })
      await announce(tx, 'event.submitted', { eventId })
      return 'waiting'
    }
    await goLive(tx, eventId, now)
    return 'published'
  })
}

async function refuseUnready(tx: Tx, eventId: string, now: Date) {
  const { suspended_at, currency } = await tx
    .selectFrom('organization')
    .innerJoin('event', 'event.organization_id', 'organization.id')
    .select(['suspended_at', 'currency'])
    .where('event.id', '=', eventId)
    .executeTakeFirstOrThrow()
  if (suspended_at) refuse('organization_suspended')
  if (!(await isOffered(tx, currency))) refuse('currency_not_offered', { name: currency })
  const { items } = await readChecklist(tx, eventId, now)
  const missing = missingOf(items)
  if (missing.length > 0) refuse('not_ready_to_publish', { missing })
}

async function needsApproval(tx: Tx, event: EventRow, approval: Approval): Promise<boolean> {
  if (approval !== 'first') return approval === 'all'
  const earlier = await tx
    .selectFrom('event')
    .select('id')
    .where('organization_id', '=', event.organization_id)
    .where('published_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return earlier === undefined
}

async function goLive(tx: Tx, eventId: string, now: Date) {
  await tx
    .updateTable('event')
    .set({ state: 'published', published_at: sql`coalesce(published_at, ${now})`, updated_at: now })
    .where('id', '=', eventId)
    .execute()
  await recordAct(tx, 'event.published', { eventId })
  await announce(tx, 'event.published', { eventId })
}

/** What an administrator says of an event that waits: yes, or why not. `version` is the look they decided by. */
export interface Decision {
  approved: boolean
  reason?: string
  version?: string
}

/**
 * Decides on a waiting event: live, or back to draft with a reason, and its organizer is told. Refuses wrong_event_state when it does not wait, changed_meanwhile
 * when it is no longer what was looked at, organization_suspended, currency_not_offered, and not_ready_to_publish when what it had been handed in with is gone or over.
 */
export async function decideApproval(db: Db, eventId: string, decision: Decision, now: Date): Promise<EventState> {
  const reason = decision.reason?.trim() ?? ''
  if (!decision.approved && reason === '') throw new Refusal('invalid', undefined, undefined, [missingReason])
  return transact<EventState>(db, async (tx) => {
    const event = await lockEvent(tx, eventId)
    if (event.state !== 'waiting') refuse('wrong_event_state', { state: event.state })
    if (!decision.approved) {
      const submissionId = await closeSubmission(tx, eventId, { outcome: 'returned', reason, now })
      await backToDraft(tx, eventId, now)
      await recordAct(tx, 'event.handed_back', { eventId })
      await announce(tx, 'event.returned', { eventId, submissionId })
      return 'draft'
    }
    await refuseChanged(tx, eventId, decision.version)
    await refuseUnready(tx, eventId, now)
    const submissionId = await closeSubmission(tx, eventId, { outcome: 'approved', now })
    await goLive(tx, eventId, now)
    await announce(tx, 'event.approved', { eventId, submissionId })
    return 'published'
  })
}

const missingReason: BrokenRule = { path: 'reason', rule: 'required' }

/** Takes an event back to draft: one that waits, or a live one. Refuses event_has_orders when somebody has, or holds, a place. */
export async function withdrawEvent(db: Db, eventId: string, now: Date): Promise<EventState> {
  return transact<EventState>(db, async (tx) => {
    await lockStocks(tx, eventId)
    const event = await lockEvent(tx, eventId)
    if (event.state !== 'waiting' && event.state !== 'published') refuse('wrong_event_state', { state: event.state })
    const { rows } = await sql`
      select from "order" where event_id = ${eventId} and not test
        and (state = 'paid' or (state in ('held', 'awaiting_payment') and (expires_at is null or expires_at > ${now}))) limit 1`.execute(
      tx,
    )
    if (rows.length > 0) refuse('event_has_orders')
    if (event.state === 'waiting') await closeSubmission(tx, eventId, { outcome: 'withdrawn', now })
    await backToDraft(tx, eventId, now)
    await recordAct(tx, 'event.withdrawn', { eventId })
    return 'draft'
  })
}

async function backToDraft(tx: Tx, eventId: string, now: Date) {
  await tx
    .updateTable('event')
    .set({ state: 'draft', submitted_at: null, updated_at: now })
    .where('id', '=', eventId)
    .execute()
  await announce(tx, 'event.changed', { eventId })
}

/**
 * Calls a live event off, with a message for those who have tickets. Nothing is sold any more from here on; telling everybody and giving all
 * money back follow from the fact. Refuses wrong_event_state when it is not live.
 */
export async function cancelEvent(db: Db, eventId: string, message: string, now: Date): Promise<EventState> {
  return transact<EventState>(db, async (tx) => {
    await lockStocks(tx, eventId)
    const event = await lockEvent(tx, eventId)
    if (event.state !== 'published') refuse('wrong_event_state', { state: event.state })
    await tx
      .updateTable('event')
      .set({
        state: 'cancelled',
        cancelled_at: now,
        cancellation_message: message.trim(),
        updated_at: now,
        sequence: event.sequence + 1,
      })
      .where('id', '=', eventId)
      .execute()
    await recordAct(tx, 'event.cancelled', { eventId })
    await announce(tx, 'event.cancelled', { eventId })
    return 'cancelled'
  })
}

/**
 * Deletes a draft with its ticket types and addresses. Refuses wrong_event_state, event_has_orders when there ever was an order, and
 * event_has_test_orders while those are not deleted.
 */
export async function deleteEvent(db: Db, eventId: string): Promise<void> {
  await transact(db, async (tx) => {
    await lockStocks(tx, eventId)
    const event = await lockEvent(tx, eventId)
    if (event.state !== 'draft') refuse('wrong_event_state', { state: event.state })
    const orders = await ordersOf(tx, eventId)
    if (orders) refuse(orders === 'tests' ? 'event_has_test_orders' : 'event_has_orders')
    await recordAct(tx, 'event.deleted', {
      organizationId: event.organization_id,
      eventId,
      before: { name: event.name },
    })
    await tx.deleteFrom('event').where('id', '=', eventId).execute()
  })
}
