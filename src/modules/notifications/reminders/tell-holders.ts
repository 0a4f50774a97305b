import { sql } from 'kysely'
import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { type Holders, type Place, someHolders } from '../announcements/audience.ts'
import { deliverAll } from '../delivery/deliver.ts'
import type { Attending, EventFrame } from '../event-frame.ts'
import type { Kind } from '../kinds.ts'
import { tellMany } from '../write.ts'
import { attendingOf } from './attending.ts'

/** How many tickets are looked at and told of in one transaction. */
const batch = 500

/** What all holders of tickets, or some, are told. */
export interface TellingHolders {
  kind: Kind
  holders: Holders
  frame: EventFrame
  job: { task: string; payload: object }
  /** Looked at before each part, with the event held as it is: where it says no, nobody more is told. */
  isStillOn(tx: Tx): Promise<boolean>
  /** What one of them sees in the app. `once` names the occasion; the address is added to it. */
  message(person: Attending): { title: string; message: string }
  once: string
  until?: Date | undefined
}

/**
 * Writes down what holders are told, each once however often this runs, for jobs to send. A part at a time, so that nobody who buys meanwhile waits for
 * all of them. Returns whether they were all told, and it was not stopped.
 */
export async function tellHolders(services: Services, telling: TellingHolders): Promise<boolean> {
  const { kind, holders, frame, job, isStillOn, message, once, until } = telling
  let after: Place | null = null
  let isOn = true
  do {
    after = await transact(services.db, async (tx): Promise<Place | null> => {
      isOn = await isStillOn(tx)
      if (!isOn) return null
      const { people, next } = await someHolders(tx, holders, after, batch)
      const attending = await attendingOf({ ...services, db: tx }, frame.event, people)
      const messages = [...attending].map(([email, person]) => ({
        ...message(person),
        once: `${once}:${email}`,
        to: { email, language: person.language },
        url: `/e/${frame.event.slug}`,
        until,
      }))
      await tellMany(tx, services, { kind, eventId: holders.eventId, job, messages })
      return next
    })
  } while (after)
  return isOn
}

/**
 * Sends some of what was written down: `letterFor` makes each one's letter. To whoever has given their ticket back since nothing is sent, nor to anybody without
 * `letterFor`, when what was to be told is not so any more.
 */
export async function sendToAttending(
  services: Services,
  event: EventFrame['event'],
  notificationIds: readonly string[],
  letterFor: ((person: Attending) => Letter) | null,
): Promise<void> {
  const { db } = services
  const told = await db
    .selectFrom('notification')
    .select(['id', 'language', sql<string>`coalesce(email, '')`.as('email')])
    .where('id', 'in', notificationIds)
    .execute()
  const attending = await attendingOf(services, event, letterFor ? told : [])
  const [kept, idle] = [true, false].map((keeps) => told.filter(({ email }) => attending.has(email) === keeps))
  await dropWaiting(db, ids(idle))
  await deliverAll(services, ids(kept), async ({ email }) => {
    const person = attending.get(email)
    return letterFor && person ? letterFor(person) : refuse('not_found')
  })
}

const ids = (rows: readonly { id: string }[] = []) => rows.map(({ id }) => id)

async function dropWaiting(db: Db, notificationIds: readonly string[]): Promise<void> {
  if (notificationIds.length === 0) return
  await db
    .updateTable('delivery')
    .set({ state: 'dropped', error: 'not so any more' })
    .where('notification_id', 'in', notificationIds)
    .where('state', '=', 'waiting')
    .execute()
}
