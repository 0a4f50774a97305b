import { sql } from 'kysely'
import { catalogueOf } from '../../../lang/catalogue.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { announce, announceAll, type Facts } from '../../facts.ts'
import type { Letter } from '../../mail/letter.ts'
import type { Services } from '../../services.ts'
import { calendarFile } from '../orders/documents.ts'
import { type Holder, holdersOf } from '../orders/holders.ts'
import { cancelledLetter, movedLetter, type Occasion, readOccasion, stoppedLetter } from './holder-letters.ts'
import { attachmentOf, languageOf } from './order-mail.ts'
import { deliver, messageIdOf } from './send.ts'

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

/**
 * Writes a notification for every address that has a ticket, and has each sent by a job of its own. The rows are unique by occasion and
 * address: however often this runs, and however many times at once, each is told once.
 */
async function addressHolders(
  services: Services,
  eventId: string,
  { moveId = null, stoppedAt }: { moveId?: string | null; stoppedAt?: string },
): Promise<void> {
  const occasion = await readOccasion(services.db, eventId, { moveId, stoppedAt })
  for (let after = ''; ; ) {
    const holders = await holdersOf(services.db, eventId, { now: services.now(), after, limit: batch })
    const last = holders.at(-1)
    if (!last) return
    await transact(services.db, async (tx) => {
      const written = await writeDown(tx, services, occasion, holders)
      await announceAll(
        tx,
        'holder.listed',
        holders.flatMap((holder) => {
          const notificationId = written.get(holder.email)
          return notificationId === undefined
            ? []
            : [{ notificationId, of: eventId, moveId, ...(stoppedAt ? { stoppedAt } : {}), holder }]
        }),
      )
    })
    after = last.email
  }
}

/** The notifications that were not there yet, by their addresses. */
async function writeDown(
  tx: Tx,
  services: Services,
  occasion: Occasion,
  holders: readonly Holder[],
): Promise<Map<string, string>> {
  const kind = occasion.move ? 'event_moved' : occasion.isStop ? 'event_stopped' : 'event_cancelled'
  const rows = holders.map((holder) => {
    const { subject, summary } = letterOf(services, occasion, holder)
    return { id: newId(), once: `${kind}:${occasion.id}:${holder.email}`, address: holder.email, subject, summary }
  })
  const of = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name])
  const written = await sql<{ id: string; address: string }>`
    insert into notification (id, once, kind, channel, address, event_id, title, message, message_id)
    select id, once, ${kind}, 'email', address, ${occasion.event.id}, title, message, message_id
    from unnest(${of('id')}::uuid[], ${of('once')}::text[], ${of('address')}::text[], ${of('subject')}::text[],
      ${of('summary')}::text[], ${rows.map(({ id }) => messageIdOf(id, services.publicUrl()))}::text[])
      as n (id, once, address, title, message, message_id)
    on conflict (once) do nothing returning id, address`.execute(tx)
  return new Map(written.rows.map(({ id, address }) => [address, id]))
}

/** Sends one of these notifications, with the event's calendar entry as it is now. */
export async function sendToHolder(
  services: Services,
  { notificationId, of: eventId, moveId, stoppedAt, holder }: Facts['holder.listed'],
): Promise<void> {
  const { db, publicUrl } = services
  const row = await db
    .selectFrom('notification')
    .select('message_id')
    .where('id', '=', notificationId)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  if (!row) return
  const occasion = await readOccasion(db, eventId, { moveId, stoppedAt })
  const { documents } = catalogueOf(languageOf(holder.language))
  const { summary, ...letter } = letterOf(services, occasion, holder)
  await deliver(services, {
    id: notificationId,
    to: holder.email,
    messageId: row.message_id ?? messageIdOf(notificationId, publicUrl()),
    letter,
    attachments: [attachmentOf(await calendarFile(db, holder.orderId, publicUrl(), documents))],
  })
}

const letterOf = (services: Services, occasion: Occasion, holder: Holder): Letter =>
  occasion.move
    ? movedLetter(services, { ...occasion, move: occasion.move }, holder)
    : occasion.isStop
      ? stoppedLetter(services, occasion, holder)
      : cancelledLetter(services, occasion, holder)
