import { sql } from 'kysely'
import { recordAct } from '../../acts.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'

/**
 * Takes all events of an organization off sale, for a reason that administrators and its members see; whoever has tickets is told, and tickets stay good. Refuses
 * not_found, and organization_suspended when it is already.
 */
export async function suspendOrganization(db: Db, organizationId: string, reason: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('organization')
      .set({ suspended_at: now, suspension_reason: reason.trim() })
      .where('id', '=', organizationId)
      .where('suspended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse((await isThere(tx, organizationId)) ? 'organization_suspended' : 'not_found')
    await follow(tx, organizationId, now)
  })
}

/** Puts an organization back on sale. Refuses not_found, also when it is not suspended. */
export async function restoreOrganization(db: Db, organizationId: string): Promise<void> {
  await transact(db, async (tx) => {
    const restored = await restore(tx, sql`id = ${organizationId} and suspended_at is not null`)
    if (restored === 0) refuse('not_found')
  })
}

/** Takes those organizations off sale that a banned person is an owner of, and nobody who is not banned; under the lock of their teams. */
export async function suspendOrphans(tx: Tx, userId: string, reason: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update organization o set suspended_at = ${now}, suspension_reason = ${reason}, suspended_with = ${userId}
    where o.suspended_at is null
      and exists (select from membership m where m.organization_id = o.id and m.user_id = ${userId} and m.role = 'owner')
      and not exists (select from membership m join users u on u.id = m.user_id
        where m.organization_id = o.id and m.role = 'owner' and u.banned_at is null)
    returning o.id`.execute(tx)
  for (const { id } of rows) await follow(tx, id, now)
}

/** Puts back on sale what was taken off it for want of an owner, and has this person for one again. */
export const restoreOrphans = (tx: Tx, userId: string): Promise<number> =>
  restore(
    tx,
    sql`suspended_with = ${userId} or suspended_with is not null and exists (
      select from membership m where m.organization_id = organization.id and m.user_id = ${userId} and m.role = 'owner')`,
  )

async function restore(tx: Tx, which: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update organization set suspended_at = null, suspension_reason = '', suspended_with = null where ${which} returning id`.execute(
    tx,
  )
  for (const { id } of rows) await recordAct(tx, 'organization.restored', { organizationId: id })
  return rows.length
}

async function follow(tx: Tx, organizationId: string, now: Date) {
  await recordAct(tx, 'organization.suspended', { organizationId })
  await announce(tx, 'organization.suspended', { organizationId, suspendedAt: now.toISOString() })
}

const isThere = (tx: Tx, organizationId: string) =>
  tx.selectFrom('organization').select('id').where('id', '=', organizationId).executeTakeFirst()
