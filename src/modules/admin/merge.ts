import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { erasedSince } from '../accounts/erasure.ts'
import {
  lockForMerge,
  type Merge,
  type MovedMembership,
  mergeAccount,
  mergeables,
  mergeRefusal,
  movingMemberships,
} from '../accounts/merge.ts'
import { moveMessages } from '../events/merge.ts'
import { moveNotifications } from '../notifications/merge.ts'
import { countMoving, moveBuyer } from '../orders/merge.ts'

/** What would become of two accounts. */
export interface MergePreview {
  from: { id: string; name: string; email: string }
  into: { id: string; name: string; email: string }
  /** Why it cannot be done, or null. */
  refusal: string | null
  orders: number
  tickets: number
  memberships: MovedMembership[]
}

/** What would move if one account took over another. Refuses not_found. */
export async function previewMerge(db: Db, merge: Merge): Promise<MergePreview> {
  const [from, into] = await mergeables(db, merge)
  return {
    from,
    into,
    refusal: mergeRefusal(from, into),
    ...(await countMoving(db, { userId: from.id, email: from.emailVerified ? from.email : null })),
    memberships: await movingMemberships(db, merge),
  }
}

/**
 * Makes two accounts of one person one, for good: what one had is the other's, and it ends. Both addresses are told, neither of the other. Refuses
 * not_yourself for the caller's own, not_found, and what `mergeRefusal` says.
 */
export async function mergePeople(db: Db, merge: Merge, by: string, now: Date): Promise<void> {
  if (merge.from === by || merge.into === by) refuse('not_yourself')
  await transact(db, async (tx) => {
    const [from, into] = await mergeables(tx, merge)
    const email = from.emailVerified ? from.email : null
    // Stocks are held before people, as wherever an order is made.
    await moveBuyer(tx, { from: { userId: from.id, email }, into: into.id })
    await lockForMerge(tx, merge)
    await moveMessages(tx, merge, now)
    await moveNotifications(tx, { ...merge, email })
    await mergeAccount(tx, merge, from, now)
    const asked = newId()
    await announce(tx, 'accounts.merged', { email: from.email, userId: into.id, asked, ended: true })
    await announce(tx, 'accounts.merged', { email: into.email, userId: into.id, asked, ended: false })
  })
}

const day = 24 * 3600_000

/** Gives what calls that were under way still wrote for an account that has ended within a day to the one it went into. */
export async function followMerges(db: Db, now: Date): Promise<void> {
  for (const { id, mergedInto } of await erasedSince(db, new Date(now.getTime() - day)))
    if (mergedInto !== null)
      await transact(db, async (tx) => {
        await moveBuyer(tx, { from: { userId: id, email: null }, into: mergedInto })
        await moveMessages(tx, { from: id, into: mergedInto }, now)
        await moveNotifications(tx, { from: id, into: mergedInto, email: null })
      })
}
