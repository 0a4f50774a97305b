import { answerGuest, openGuest } from '../modules/orders/guest-answers.ts'
import { inviteGuests, revokeGuest } from '../modules/orders/guests.ts'
import type { Services } from '../services.ts'
import type { DemoEvent } from './data.ts'
import { emailOf } from './sales.ts'

const day = 24 * 3600_000

/** Invites the guests of an event a week ago, who have answered since as its data says. The attendee is known by their own address. */
export async function inviteDemoGuests(
  { db, now }: Services,
  { eventId, userId }: { eventId: string; userId: string },
  { guests = [] }: DemoEvent,
  attendee: { name: string; email: string },
): Promise<void> {
  if (guests.length === 0) return
  const at = (daysAgo: number) => new Date(now().getTime() - daysAgo * day)
  const addressOf = (name: string) => (name === attendee.name ? attendee.email : emailOf(name))
  const list = guests.map(({ name }) => ({ name, email: addressOf(name) }))
  const message = 'Come hungry, come on time, and leave the telephone at the door.'
  await inviteGuests(db, eventId, { guests: list, places: 2, message }, userId, at(7))
  for (const [index, { name, state }] of guests.entries()) {
    const email = addressOf(name)
    const { id: guestId } = await db
      .selectFrom('event_guest')
      .select('id')
      .where('event_id', '=', eventId)
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    const answeredAt = at(6 - index / 2)
    const visitor = { userId: null, email, administrator: false, secrets: [] }
    if (state !== 'sent' && state !== 'revoked') await openGuest(db, guestId, visitor, answeredAt)
    if (state === 'accepted') await answerGuest(db, guestId, { state }, null, answeredAt)
    if (state === 'declined') await answerGuest(db, guestId, { state, never: false }, null, answeredAt)
    if (state === 'revoked') await revokeGuest(db, { eventId, guestId }, answeredAt)
  }
}
