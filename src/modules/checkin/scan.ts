import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { Scan } from '../../db/schema.ts'
import { transact } from '../../db/transact.ts'
import { type BrokenRule, Refusal, refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { markTested } from '../events/row.ts'
import { readCode } from './code.ts'
import { type Counts, countsOf } from './counts.ts'
import { decide, type TicketAtDoor, type Verdict } from './decide.ts'

/** A scan as it is sent: a `code` (whole or short) or a `ticketId`. Without `scannedAt` (ISO 8601) it was just now. */
export interface ScanForm {
  nonce: string
  code?: string
  ticketId?: string
  door?: string
  scannedAt?: string
}

/** What a scan came to, the ticket where the code is of one of this event, and the scan that let it in before. */
export interface ScanAnswer {
  scan: Pick<Scan, 'result' | 'reason'> & { nonce: string; door: string; scannedAt: Date; undoneAt: Date | null }
  ticket: { id: string; test: boolean; attendeeName: string; ticketType: string; position: number; of: number } | null
  earlier: { at: Date; door: string } | null
  counts: Counts
}

/** Each round that lost means that another scan of the ticket was decided or undone meanwhile. */
const mostRounds = 20

/**
 * Scans a ticket at an event's door: a row under the scanner's nonce, whatever it comes to. The same nonce and content again gives the same
 * answer with the counts of now; with other content `scan_conflict`. `scan_admitted_key` lets one scanner of many in with a ticket;
 * the others decide again and find it in. Refuses `invalid` without a code or with both a code and a ticket; an unknown code is an answer.
 */
export async function scanTicket(
  db: Db,
  eventId: string,
  form: ScanForm,
  userId: string,
  now: Date,
): Promise<ScanAnswer> {
  if (form.code === undefined && form.ticketId === undefined) throw invalid('code', 'required')
  if (form.code !== undefined && form.ticketId !== undefined) throw invalid('ticketId', 'unknown')
  const row = {
    nonce: form.nonce,
    event_id: eventId,
    door: form.door?.trim() ?? '',
    content_hash: contentHash(eventId, form),
    scanned_at: scannedAt(form.scannedAt, now),
    scanned_by: userId,
  }
  await transact(db, async (tx) => {
    for (let round = 0; round < mostRounds; round++) {
      const ticket = await ticketAtDoor(tx, eventId, form)
      const verdict = decide(ticket, eventId)
      // A ticket of another event stays out of this one's books.
      const own = ticket?.eventId === eventId ? ticket : undefined
      if (await insert(tx, { ...row, ticket_id: own?.id ?? null, test: own?.test ?? false, ...verdict })) return
      if (await isRepeat(tx, row.nonce, row.content_hash)) return
    }
    refuse('busy')
  })
  return answerOf(db, eventId, form.nonce)
}

/** The ticket, locked against changes until the scan is written. */
async function ticketAtDoor(tx: Tx, eventId: string, form: ScanForm): Promise<TicketAtDoor | undefined> {
  const { rows } = await sql<TicketAtDoor>`
    select t.id, t.event_id as "eventId", t.state, o.state as "orderState", o.test, e.state as "eventState",
      e.test_mode as "testMode", s.nonce as "admittedBy"
    from ticket t
    join "order" o on o.id = t.order_id
    join event e on e.id = t.event_id
    left join scan s on s.ticket_id = t.id and s.result = 'admitted' and s.undone_at is null
    where ${whichTicket(eventId, form)} for share of t`.execute(tx)
  return rows[0]
}

/** A whole code names one ticket of the platform; a short code or an id counts at its own event alone. */
function whichTicket(eventId: string, { code, ticketId }: ScanForm) {
  const read = readCode(code ?? '')
  if (ticketId !== undefined) return sql`t.id = ${ticketId} and t.event_id = ${eventId}`
  return 'code' in read ? sql`t.code = ${read.code}` : sql`t.event_id = ${eventId} and t.short_code = ${read.shortCode}`
}

type NewScan = Verdict & {
  nonce: string
  event_id: string
  ticket_id: string | null
  test: boolean
  door: string
  content_hash: string
  scanned_at: Date
  scanned_by: string
}

/** Writes the scan; false when its nonce is known or another scan let the ticket in first. */
async function insert(tx: Tx, scan: NewScan): Promise<boolean> {
  const written = await tx
    .insertInto('scan')
    .values(scan)
    .onConflict((conflict) => conflict.doNothing())
    .returning('nonce')
    .executeTakeFirst()
  if (!written) return false
  if (scan.result === 'admitted' && scan.test) await markTested(tx, scan.event_id, scan.scanned_at)
  if (scan.result === 'admitted' && scan.ticket_id)
    await announce(tx, 'ticket.admitted', { ticketId: scan.ticket_id, eventId: scan.event_id })
  return true
}

/** Whether the nonce came before with the same content; refuses `scan_conflict` when with other content. */
async function isRepeat(tx: Tx, nonce: string, contentHash: string): Promise<boolean> {
  const known = await tx.selectFrom('scan').select('content_hash').where('nonce', '=', nonce).executeTakeFirst()
  if (known && known.content_hash !== contentHash) refuse('scan_conflict')
  return known !== undefined
}

/**
 * Undoes a scan that let somebody in, so that the ticket may come in again. Undoing it twice changes nothing. Refuses
 * `scan_not_undoable` for a scan that let nobody in, `not_found` for one of another event.
 */
export async function undoScan(db: Db, eventId: string, nonce: string, userId: string, now: Date): Promise<ScanAnswer> {
  await transact(db, async (tx) => {
    const undone = await tx
      .updateTable('scan')
      .set({ undone_at: now, undone_by: userId })
      .where('nonce', '=', nonce)
      .where('event_id', '=', eventId)
      .where('result', '=', 'admitted')
      .where('undone_at', 'is', null)
      .returning('ticket_id')
      .executeTakeFirst()
    if (!undone) return
    await recordAct(tx, 'scan.undone', { eventId, subjectId: undone.ticket_id ?? undefined })
    await announce(tx, 'scan.undone', { eventId })
  })
  const answer = await answerOf(db, eventId, nonce)
  if (answer.scan.result !== 'admitted') refuse('scan_not_undoable')
  return answer
}

interface AnswerRow {
  nonce: string
  result: Scan['result']
  reason: Scan['reason']
  door: string
  scannedAt: Date
  undoneAt: Date | null
  ticketId: string | null
  test: boolean
  attendeeName: string
  ticketType: string
  position: number
  of: number
  earlierAt: Date | null
  earlierDoor: string
}

/** The answer to a scan of this event that is written; the same every time but for the counts. Refuses `not_found`. */
async function answerOf(db: Db, eventId: string, nonce: string): Promise<ScanAnswer> {
  const { rows } = await sql<AnswerRow>`
    select s.nonce, s.result, s.reason, s.door, s.scanned_at as "scannedAt", s.undone_at as "undoneAt",
      t.id as "ticketId", s.test, t.attendee_name as "attendeeName", y.name as "ticketType", t.position,
      (select count(*) from ticket other where other.order_id = t.order_id and other.state <> 'transferred') as of,
      e.scanned_at as "earlierAt", e.door as "earlierDoor"
    from scan s
    left join ticket t on t.id = s.ticket_id
    left join ticket_type y on y.id = t.ticket_type_id
    left join scan e on e.nonce = s.earlier
    where s.nonce = ${nonce} and s.event_id = ${eventId}`.execute(db)
  const row = rows[0]
  if (!row) refuse('not_found')
  return {
    scan: row,
    ticket: row.ticketId === null ? null : { ...row, id: row.ticketId },
    earlier: row.earlierAt && { at: row.earlierAt, door: row.earlierDoor },
    counts: await countsOf(db, eventId),
  }
}

/** When the scanner saw it. A clock that is ahead does not make scans of the future. */
function scannedAt(given: string | undefined, now: Date): Date {
  const at = given === undefined ? now : new Date(given)
  if (Number.isNaN(at.getTime())) throw invalid('scannedAt', 'format')
  return at < now ? at : now
}

const contentHash = (eventId: string, { code, ticketId, door, scannedAt }: ScanForm) =>
  createHash('sha256')
    .update(JSON.stringify([eventId, code, ticketId, door, scannedAt]))
    .digest('base64url')

const invalid = (path: string, rule: BrokenRule['rule']) =>
  new Refusal('invalid', undefined, undefined, [{ path, rule }])
