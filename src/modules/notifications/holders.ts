import { transact } from '../../db/transact.ts'
import { announce, announceAll, type Facts } from '../../facts.ts'
import type { Letter } from '../../mail/letter.ts'
import type { Services } from '../../services.ts'
import { calendarFor } from '../orders/calendar-invitations.ts'
import { addressesOfHolders, type Holder, holdersOf } from '../orders/holders.ts'
import { deliverAll } from './delivery/deliver.ts'
import { cancelledLetter, movedLetter, type Occasion, readOccasion, stoppedLetter } from './letters/holder-letters.ts'
import { languageOf } from './letters/order-mail.ts'
import { tellMany } from './write.ts'

/** How many people are looked up and written down at once. */
const batch = 500

/** Has everybody with a ticket told that their event has moved. */
export const tellOfMove = (services: Services, { eventId, moveId }: Facts['event.moved']): Promise<void> =>
  addressHolders(services, eventId, { moveId })

/** Has everybody with a ticket told that their event is cancelled; what follows from it waits for that, as it voids the tickets. */
export async function tellOfCancellation(services: Services, { eventId }: Facts['event.cancelled']): Promise<void> {
  await addressHolders(services, eventId, {})
  await announce(services.db, 'cancellation.told', { eventId })
}

/** Has everybody with a ticket told that the platform has stopped the sale of their event. */
export const tellOfStop = (services: Services, { eventId, suspendedAt }: Facts['event.stopped']): Promise<void> =>
  addressHolders(services, eventId, { stoppedAt: suspendedAt })

/** Goes through the events of a suspended organization that are on and not over. Nothing to tell where it is back on sale by now. */
export async function stopEvents(
  { db, now }: Services,
  { organizationId, suspendedAt }: Facts['organization.suspended'],
): Promise<void> {
  const events = await db
    .selectFrom('event')
    .innerJoin('organization', 'organization.id', 'event.organization_id')
    .select('event.id')
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'published')
    .where('ends_at', '>', now())
    .where('organization.suspended_at', 'is not', null)
    .execute()
  await announceAll(
    db,
    'event.stopped',
    events.map(({ id: eventId }) => ({ eventId, suspendedAt })),
  )
}

/** What is told to those with tickets, as a job has it. */
export interface HoldersToTell {
  of: string
  moveId: string | null
  stoppedAt?: string
  notificationIds: readonly string[]
}

/**
 * Tells every address that has a ticket. The notifications are unique by occasion and address: however often this runs, and however many times at
 * once, each is told once.
 */
async function addressHolders(
  services: Services,
  eventId: string,
  { moveId = null, stoppedAt }: { moveId?: string | null; stoppedAt?: string },
): Promise<void> {
  const occasion = await readOccasion(services, eventId, { moveId, stoppedAt })
  const kind = occasion.move ? 'event_moved' : occasion.isStop ? 'event_stopped' : 'event_cancelled'
  const payload = { of: eventId, moveId, ...(stoppedAt ? { stoppedAt } : {}) }
  const job = { task: 'notifications.tell_holders', payload }
  const now = services.now()
  // All addresses at once: with tens of thousands, to look for the next few each time would take as long as everything else together.
  const addresses = await addressesOfHolders(services.db, eventId, now)
  for (let from = 0; from < addresses.length; from += batch) {
    const emails = addresses.slice(from, from + batch)
    const holders = await holdersOf(services.db, eventId, { now, emails })
    const messages = holders.map((holder) => {
      const { subject: title, summary: message } = letterOf(services, occasion, holder)
      const to = { email: holder.email, language: languageOf(holder.language) }
      const once = `${kind}:${occasion.id}:${holder.email}`
      return { once, to, title, message, url: `/e/${occasion.event.slug}`, about: holder }
    })
    await transact(services.db, (tx) => tellMany(tx, services, { kind, eventId, job, messages }))
  }
}

/** Sends some of these notifications, which put the event right in the calendars of those who were invited. */
export async function sendToHolders(
  services: Services,
  { notificationIds, of: eventId, moveId, stoppedAt }: HoldersToTell,
): Promise<void> {
  const occasion = await readOccasion(services, eventId, { moveId, stoppedAt })
  await deliverAll(services, notificationIds, async ({ about }) => {
    const holder = about as Holder
    const { email, name } = holder
    const invitee = { eventId, email, name, language: languageOf(holder.language) }
    const letter = letterOf(services, occasion, holder)
    return occasion.isStop ? letter : { ...letter, calendar: await calendarFor(services, invitee) }
  })
}

const letterOf = (services: Services, occasion: Occasion, holder: Holder): Letter =>
  occasion.move
    ? movedLetter(services, { ...occasion, move: occasion.move }, holder)
    : occasion.isStop
      ? stoppedLetter(services, occasion, holder)
      : cancelledLetter(services, occasion, holder)
