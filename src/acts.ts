import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely } from 'kysely'
import { newId } from './db/id.ts'
import type { DB } from './db/schema.ts'

/**
 * Acts: what a person did that others may have to answer for, in the past tense. An act is a row of `act`, written in the transaction that did
 * it and never changed after. The sentences for them are in lang/<language>/acts.ts.
 */
export const actKinds = [
  'event.created',
  'event.edited',
  'event.submitted',
  'event.published',
  'event.cancelled',
] as const

export type ActKind = (typeof actKinds)[number]

/** What an act was done to, and what changed: fields by name, as they were and as they are, without names or addresses of people. */
export interface Deed {
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
  ip: string
  userAgent: string
  requestId: string
}

const actors = new AsyncLocalStorage<Actor>()

/** Runs the work of a call; the acts in it are this person's, however deep. */
export const actingAs = <T>(actor: Actor, work: () => T): T => actors.run(actor, work)

/** Records an act of whoever calls, or of the platform itself outside a call. Inside a transaction it is kept when that commits. */
export async function recordAct(db: Kysely<DB>, kind: ActKind, deed: Deed): Promise<void> {
  const actor = actors.getStore()
  await db
    .insertInto('act')
    .values({
      id: newId(),
      kind,
      user_id: actor?.userId ?? null,
      impersonator_id: actor?.impersonatorId ?? null,
      organization_id: deed.organizationId ?? null,
      event_id: deed.eventId ?? null,
      subject_id: deed.subjectId ?? null,
      before: deed.before === undefined ? null : JSON.stringify(deed.before),
      after: deed.after === undefined ? null : JSON.stringify(deed.after),
      ip_address: actor?.ip ?? null,
      user_agent: actor?.userAgent ?? null,
      request_id: actor?.requestId ?? null,
    })
    .execute()
}
