import { forgetFromWhere } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { forgetJobsFor } from '../../jobs/forget.ts'
import { forgetMailsTo } from '../../mail/mailbox.ts'
import type { Services } from '../../services.ts'
import { forgetTextsTo } from '../../sms/box.ts'
import {
  askErasure,
  closeAccount,
  dueErasures,
  type ErasureAsked,
  eraseAccount,
  erasedSince,
  erasureOf,
} from '../accounts/erasure.ts'
import { phonesOf } from '../accounts/phone.ts'
import { eraseMessagesOf } from '../events/erasure.ts'
import { erasePayoutDetails } from '../money/erasure.ts'
import type { Providers } from '../money/providers.ts'
import { forgetSavedMethods } from '../money/saved-methods.ts'
import { eraseNotifications } from '../notifications/erasure.ts'
import { eraseBuyer, eraseInvitations } from '../orders/erasure.ts'
import { removeExportsOf } from './exports.ts'
import { type NeededBy, neededBy, ticketsAhead } from './in-the-way.ts'

/** What somebody sees before they ask to be erased, and after. */
export interface OwnErasure {
  asked: ErasureAsked | null
  /** Organizations that have to be handed over, emptied or ended first. */
  neededBy: NeededBy[]
  ticketsAhead: number
  administrator: boolean
}

/** What stands between somebody and being erased. */
export async function readErasure(db: Db, caller: Caller, now: Date): Promise<OwnErasure> {
  const email = caller.emailVerified ? caller.email : null
  return {
    asked: await erasureOf(db, caller.userId),
    neededBy: await neededBy(db, caller.userId, now),
    ticketsAhead: await ticketsAhead(db, { userId: caller.userId, email }, now),
    administrator: caller.administrator,
  }
}

/**
 * Has the caller erased in seven days. Refuses address_differs unless they typed their own, needed_by while organizations cannot do without them,
 * tickets_ahead unless they said that they give them up, and what `askErasure` refuses.
 */
export async function askOwnErasure(
  db: Db,
  caller: Caller,
  { email, giveUpTickets = false }: { email: string; giveUpTickets?: boolean },
  now: Date,
): Promise<void> {
  if (email.toLowerCase() !== caller.email) refuse('address_differs', undefined, 'email')
  await transact(db, async (tx) => {
    const { ticketsAhead: tickets } = await readErasure(tx, caller, now)
    await refuseWhileNeeded(tx, caller.userId, now)
    if (tickets > 0 && !giveUpTickets) refuse('tickets_ahead', { tickets }, 'giveUpTickets')
    await askErasure(tx, caller.userId, '', now)
  })
}

/** Has somebody erased in seven days, as they asked an administrator. Refuses needed_by, and what `askErasure` refuses. */
export async function askErasureOf(db: Db, userId: string, reason: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await refuseWhileNeeded(tx, userId, now)
    await askErasure(tx, userId, reason.trim(), now)
  })
}

async function refuseWhileNeeded(db: Db, userId: string, now: Date): Promise<void> {
  const needed = await neededBy(db, userId, now)
  if (needed.length > 0) refuse('needed_by', { names: needed.map(({ name }) => name) })
}

/** What erasing takes. */
export type ErasureParts = Pick<Services, 'db' | 'files' | 'log'> & { providers: Providers }

/** The most people erased in one go; the rest wait for the next. */
const most = 50

/**
 * Erases everybody whose week is over, one after the other. Every step may be done again, so whatever ends it midway, the next turn goes on; one
 * person who cannot be erased keeps nobody else waiting.
 */
export async function eraseDue(parts: ErasureParts, now: Date): Promise<void> {
  for (const userId of await dueErasures(parts.db, now, most)) {
    try {
      await erase(parts, userId, now)
    } catch (error) {
      parts.log.error({ err: error, userId }, 'somebody could not be erased yet')
    }
  }
}

async function erase(parts: ErasureParts, userId: string, now: Date): Promise<void> {
  const { db } = parts
  const isClosed = await transact(db, (tx) =>
    closeAccount(tx, userId, async () => (await neededBy(tx, userId, now)).length > 0, now),
  )
  if (!isClosed) return
  const person = await db
    .selectFrom('users')
    .select(['email', 'language', 'email_verified as isProven'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  await eraseTraces(parts, { userId, email: person.isProven ? person.email : null })
  // Mails went to this address whether or not it was proven.
  await forgetAddress(db, person.email)
  for (const phone of await phonesOf(db, userId)) await forgetTextsTo(db, phone)
  await erasePayoutDetails(db, userId)
  await forgetFromWhere(db, userId)
  await forgetAtProviders(parts, userId)
  await transact(db, (tx) => eraseAccount(tx, userId, person, now))
}

/** Has payment providers forget somebody. One that does not answer is asked again later, and keeps nothing else waiting. */
async function forgetAtProviders({ db, providers, log }: ErasureParts, userId: string): Promise<void> {
  try {
    await forgetSavedMethods({ db, providers }, userId)
  } catch (error) {
    log.warn({ err: error, userId }, 'a payment provider has not forgotten somebody who was erased')
  }
}

async function eraseTraces(
  { db, files }: ErasureParts,
  { userId, email }: { userId: string; email: string | null },
): Promise<void> {
  await eraseBuyer(db, { userId, email })
  await eraseInvitations(db, { userId, email })
  const messageIds = await eraseMessagesOf(db, userId)
  await eraseNotifications(db, { userId, email, messageIds })
  await removeExportsOf(db, files, userId)
}

async function forgetAddress(db: Db, email: string): Promise<void> {
  await forgetJobsFor(db, email)
  await eraseNotifications(db, { userId: null, email, messageIds: [] })
  await forgetMailsTo(db, email)
}

const day = 24 * 3600_000

/** Erases again what calls that were under way wrote of people who were erased within a day, and asks providers again that did not answer. */
export async function eraseLateTraces(parts: ErasureParts, now: Date): Promise<void> {
  for (const userId of await knownToProviders(parts.db)) await forgetAtProviders(parts, userId)
  for (const { id: userId, mergedInto } of await erasedSince(parts.db, new Date(now.getTime() - day)))
    if (mergedInto === null) await eraseTraces(parts, { userId, email: null })
}

/** Who was erased, or ended in another account, and is known to a payment provider still. */
async function knownToProviders(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('payment_customer')
    .innerJoin('users', 'users.id', 'payment_customer.user_id')
    .select('users.id')
    .where('users.erased_at', 'is not', null)
    .distinct()
    .execute()
  return rows.map(({ id }) => id)
}

/** Erases what an address bought or received as a guest. */
export async function eraseGuest({ db }: Pick<ErasureParts, 'db'>, email: string): Promise<void> {
  await eraseBuyer(db, { userId: null, email })
  await eraseInvitations(db, { userId: null, email })
  await forgetAddress(db, email)
}
