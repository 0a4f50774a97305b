import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { withdrawInvitationsBeyond } from './invitations.ts'
import { lockTeam, type OfMember, roleOf, setRole } from './teams/team-lock.ts'

/** An organization that is offered to a member. */
export interface OwnershipOffer {
  id: string
  from: { userId: string; name: string }
  to: { userId: string; name: string }
  createdAt: Date
}

/** The open offer of an organization, if there is one. */
export async function ownershipOfferOf(db: Db, organizationId: string): Promise<OwnershipOffer | null> {
  const row = await db
    .selectFrom('ownership_offer as o')
    .innerJoin('users as f', 'f.id', 'o.from_user_id')
    .innerJoin('users as t', 't.id', 'o.to_user_id')
    .select([
      'o.id',
      'o.created_at as createdAt',
      'f.id as fromId',
      'f.name as fromName',
      't.id as toId',
      't.name as toName',
    ])
    .where('o.organization_id', '=', organizationId)
    .where('o.state', '=', 'offered')
    .executeTakeFirst()
  if (!row) return null
  const { id, createdAt, fromId, fromName, toId, toName } = row
  return { id, createdAt, from: { userId: fromId, name: fromName }, to: { userId: toId, name: toName } }
}

/**
 * Offers an organization to another member, who is told by mail; nothing changes until they accept. Refuses `not_found` for who is no member,
 * `already_owner` for who owns it, `ownership_offer_open` while it is offered.
 */
export async function offerOwnership(
  db: Db,
  organizationId: string,
  { from, to }: { from: string; to: string },
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    if ((await roleOf(tx, organizationId, to)) === 'owner') refuse('already_owner', undefined, 'userId')
    const offer = await tx
      .insertInto('ownership_offer')
      .values({
        id: newId(now.getTime()),
        organization_id: organizationId,
        from_user_id: from,
        to_user_id: to,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!offer) refuse('ownership_offer_open')
    await announce(tx, 'ownership.offered', { offerId: offer.id })
    await recordAct(tx, 'ownership.offered', { organizationId, subjectId: to })
  })
}

/**
 * The member takes the organization over: they own it, and who offered it is a manager. Refuses `ownership_offer_closed` when it is not
 * offered to the caller.
 */
export async function acceptOwnership(db: Db, organizationId: string, callerId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    const offer = await ownershipOfferOf(tx, organizationId)
    if (offer?.to.userId !== callerId) refuse('ownership_offer_closed')
    const from = { organizationId, userId: offer.from.userId }
    await closeOffer(tx, organizationId, 'accepted', now)
    await setRole(tx, { organizationId, userId: callerId }, 'owner')
    await setRole(tx, from, 'manager')
    await withdrawInvitationsBeyond(tx, from, 'manager')
    await recordAct(tx, 'ownership.transferred', {
      organizationId,
      subjectId: callerId,
      before: { ownerId: from.userId },
      after: { ownerId: callerId },
    })
  })
}

/** Who offered it takes it back, or whom it is offered to says no; without an offer nothing changes. */
export async function endOwnershipOffer(db: Db, organizationId: string, callerId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await lockTeam(tx, organizationId)
    const offer = await ownershipOfferOf(tx, organizationId)
    if (!offer) return
    const state = offer.to.userId === callerId ? 'declined' : 'withdrawn'
    if (state === 'withdrawn' && (await roleOf(tx, organizationId, callerId)) !== 'owner') refuse('not_allowed')
    await closeOffer(tx, organizationId, state, now)
    await recordAct(tx, `ownership.${state}`, { organizationId, subjectId: offer.to.userId })
  })
}

/** Withdraws the offer from or to somebody who leaves, or whose role is another one from now on. */
export const withdrawOffersOf = (tx: Tx, { organizationId, userId }: OfMember) =>
  tx
    .updateTable('ownership_offer')
    .set({ state: 'withdrawn', answered_at: sql`now()` })
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'offered')
    .where(({ or, eb }) => or([eb('from_user_id', '=', userId), eb('to_user_id', '=', userId)]))
    .execute()

const closeOffer = (tx: Tx, organizationId: string, state: 'accepted' | 'declined' | 'withdrawn', now: Date) =>
  tx
    .updateTable('ownership_offer')
    .set({ state, answered_at: now })
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'offered')
    .execute()

/** What the mail of an open offer says; nothing once it is answered. */
export const ownershipOfferById = (db: Db, offerId: string) =>
  db
    .selectFrom('ownership_offer as o')
    .innerJoin('organization as g', 'g.id', 'o.organization_id')
    .innerJoin('users as f', 'f.id', 'o.from_user_id')
    .innerJoin('users as t', 't.id', 'o.to_user_id')
    .select(['g.name as organization', 'g.slug', 'f.name as from'])
    .select(['t.id as userId', 't.name', 't.email', 't.language'])
    .where('o.id', '=', offerId)
    .where('o.state', '=', 'offered')
    .executeTakeFirst()
