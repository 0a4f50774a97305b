import { AsyncLocalStorage } from 'node:async_hooks'
import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql } from 'kysely'
import { type Bound, bind, type Companion } from './db/companion.ts'
import { newId } from './db/id.ts'
import type { DB } from './db/schema.ts'

/**
 * Acts: what a person did that others may have to answer for, in the past tense. An act is a row of `act`, written in the transaction that did
 * it and never changed after. The sentences for them are in lang/<language>/acts.ts.
 */
export const actKinds = [
  'password.changed',
  'password.reset',
  'second_factor.turned_on',
  'second_factor.turned_off',
  'recovery_codes.renewed',
  'recovery_code.used',
  'passkey.added',
  'passkey.renamed',
  'passkey.removed',
  'provider.linked',
  'provider.unlinked',
  'session.ended',
  'session.others_ended',
  'session.all_ended',
  'session.new_device',
  'organization.created',
  'organization.edited',
  'member.invited',
  'member.invited_again',
  'member.invitation_withdrawn',
  'member.invitation_declined',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'member.left',
  'ownership.offered',
  'ownership.withdrawn',
  'ownership.declined',
  'ownership.transferred',
  'cohost.invited',
  'cohost.accepted',
  'cohost.declined',
  'cohost.ended',
  'api_key.made',
  'api_key.revoked',
  'event.created',
  'event.edited',
  'event.submitted',
  'event.published',
  'event.handed_back',
  'event.withdrawn',
  'event.cancelled',
  'event.cancellation_retried',
  'event.deleted',
  'event.reason_answered',
  'event.edits_accepted',
  'person.banned',
  'person.unbanned',
  'person.reset_sent',
  'person.merged',
  'account.erasure_asked',
  'account.kept',
  'account.erased',
  'data.exported',
  'person.session_ended',
  'person.sessions_ended',
  'person.administrator_made',
  'person.administrator_ended',
  'person.acting_begun',
  'person.acted',
  'person.acting_ended',
  'organization.suspended',
  'organization.restored',
  'job.retried',
  'job.dropped',
  'delivery.retried',
  'event.cover_set',
  'event.cover_removed',
  'event.capacity_set',
  'event.places_blocked',
  'guest.invited',
  'guest.invited_again',
  'guest.revoked',
  'event.tests_deleted',
  'ticket_type.added',
  'ticket_type.edited',
  'ticket_type.deleted',
  'tax_rate.added',
  'tax_rate.edited',
  'tax_rate.deleted',
  'order.ended',
  'order.resent',
  'ticket.resent',
  'payment.received',
  'refund.granted',
  'refund.retried',
  'refund.paid_back',
  'scan.undone',
  'bank_account.changed',
  'payee.changed',
  'invoice_settings.changed',
  'commission.changed',
  'payout.recorded',
  'payout.paid',
  'payout.cancelled',
  'mail_look.changed',
  'mail_look.logo_set',
  'mail_look.logo_removed',
  'mail_text.set',
  'mail_text.removed',
  'platform.changed',
  'announcement.written',
  'announcement.edited',
  'announcement.deleted',
  'announcement.scheduled',
  'announcement.kept_back',
  'announcement.tested',
  'message.sent',
  'message.answered',
  'report.closed',
] as const

export type ActKind = (typeof actKinds)[number]

/**
 * What an act was done to, and what changed: fields by name, as they were and as they are, without names or addresses of people. Of texts that
 * people write freely only the length is kept.
 */
export interface Deed {
  /** Of the act, where something else names it. */
  id?: string
  /** That of the event unless it is named. */
  organizationId?: string | undefined
  eventId?: string | undefined
  /** What it was done to, when that is neither: an order, a ticket type, a person. */
  subjectId?: string | undefined
  before?: object | undefined
  after?: object | undefined
}

/** Who acts, and from where. */
export interface Actor {
  userId: string
  /** The administrator who acts as that person. */
  impersonatorId: string | null
  /** The API key by which a program acts in their name. */
  apiKeyId: string | null
  ip: string
  userAgent: string
  requestId: string
}

const actors = new AsyncLocalStorage<Actor>()

/** Runs the work of a call; the acts in it are this person's, however deep. */
export const actingAs = <T>(actor: Actor, work: () => T): T => actors.run(actor, work)

/** Records an act of whoever calls, or of the platform itself outside a call. Inside a transaction it is kept when that commits. */
export const recordAct = (db: Kysely<DB>, kind: ActKind, deed: Deed): Promise<void> =>
  write(db, actors.getStore(), kind, deed)

/** Records a change of a row by its columns, those that differ; where none does there is no act. */
export async function recordChange(
  db: Kysely<DB>,
  kind: ActKind,
  deed: Omit<Deed, 'before' | 'after'>,
  before: object,
  after: object,
): Promise<void> {
  const changes = changesOf(before, after)
  if (changes) await recordAct(db, kind, { ...deed, ...changes })
}

/** Columns that change with every write, or with others. */
const bookkeeping = ['updated_at', 'sequence', 'search']

/** The columns of `after` that differ from those of `before`, as they were and as they are; null where none does. */
export function changesOf(before: object, after: object): { before: object; after: object } | null {
  const old: Record<string, unknown> = { ...before }
  const changed = Object.entries(after).filter(
    ([column, value]) => !bookkeeping.includes(column) && !isDeepStrictEqual(value, old[column]),
  )
  if (changed.length === 0) return null
  return {
    before: Object.fromEntries(changed.map(([column]) => [column, old[column] ?? null])),
    after: Object.fromEntries(changed),
  }
}

/**
 * An act that is recorded with what is done for many at once, when it is granted: it is of whoever calls now, not of whoever began the
 * transaction. `deedOf` is given the answer; where it says null there was nothing to do.
 */
export const boundAct = (kind: ActKind, deedOf: (answer: never) => Deed | null): Bound =>
  bind(acts, { kind, deedOf, actor: actors.getStore() })

interface Ahead {
  kind: ActKind
  deedOf(answer: unknown): Deed | null
  actor: Actor | undefined
}

const acts: Companion<Ahead> = {
  async follow(tx, done) {
    for (const { item, answer } of done) {
      const deed = item.deedOf(answer)
      if (deed) await write(tx, item.actor, item.kind, deed)
    }
  },
}

/** Takes off the acts of somebody who is being erased, and of accounts that ended in theirs, from where they acted; nothing else of an act ever changes. */
export async function forgetFromWhere(db: Kysely<DB>, userId: string): Promise<void> {
  const theirs = sql`any(array(select id from users where id = ${userId} or merged_into = ${userId}))`
  await sql`
    update act set ip_address = null, user_agent = null
    where (impersonator_id = ${theirs} or user_id = ${theirs} and impersonator_id is null)
      and (ip_address is not null or user_agent is not null)`.execute(db)
}

async function write(db: Kysely<DB>, actor: Actor | undefined, kind: ActKind, deed: Deed): Promise<void> {
  const { id = newId(), organizationId, eventId, subjectId, before, after } = deed
  await db
    .insertInto('act')
    .values({
      id,
      kind,
      user_id: actor?.userId ?? null,
      impersonator_id: actor?.impersonatorId ?? null,
      api_key_id: actor?.apiKeyId ?? null,
      organization_id:
        organizationId ??
        (eventId === undefined ? null : sql<string>`(select organization_id from event where id = ${eventId})`),
      event_id: eventId ?? null,
      subject_id: subjectId ?? null,
      before: before === undefined ? null : JSON.stringify(withoutTexts(before)),
      after: after === undefined ? null : JSON.stringify(withoutTexts(after)),
      ip_address: actor?.ip ?? null,
      user_agent: actor?.userAgent ?? null,
      request_id: actor?.requestId ?? null,
    })
    .execute()
}

/** Columns that people write freely in, and may name others in. An act is kept for ever, and nobody could take it out again. */
const freeTexts = [
  'summary',
  'description',
  'venue',
  'address',
  'online_url',
  'cancellation_message',
  'imprint',
  'privacy',
  'terms',
]

/** The fields of an act with `{ characters }`, the length, for every free text that is not empty. */
const withoutTexts = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([column, value]) => [
      column,
      typeof value === 'string' && value !== '' && freeTexts.includes(column)
        ? { characters: [...value].length }
        : value,
    ]),
  )
