import type { RoomStates } from '../../../src/rooms.ts'
import type { PublicEvent } from './structured.ts'

type Offers = RoomStates['event']
type Shown = Pick<PublicEvent, 'onSale' | 'ticketTypes'>

/** An event with what is known to be left by now. */
export function withOffers<E extends Shown>(event: E, offers: Offers): E {
  const live = new Map(offers.ticketTypes.map((type) => [type.id, type]))
  return {
    ...event,
    onSale: offers.onSale,
    ticketTypes: event.ticketTypes.map((type) => ({ ...type, ...live.get(type.id) })),
  }
}

/** Whether more of an event has changed than its offers can say: its words, or which tickets there are. */
export const isOutdated = (event: Pick<PublicEvent, 'updatedAt' | 'ticketTypes'>, offers: Offers): boolean =>
  event.updatedAt < offers.changedAt || idsOf(event) !== idsOf(offers)

const idsOf = ({ ticketTypes }: { ticketTypes: readonly { id: string }[] }) => ticketTypes.map(({ id }) => id).join()

/** What is said of a ticket, and how many of it are left. */
export type News = { name: string; word: Offers['ticketTypes'][number]['availability']; left: number }

/** What to tell somebody who does not see it: a ticket that sold out, of which few are left, or that is back. Each count would be too much. */
export function changesBetween(before: Shown, after: Shown): News[] {
  return after.ticketTypes.flatMap(({ id, name, availability, left }) => {
    const was = before.ticketTypes.find((type) => type.id === id)?.availability
    if (was === undefined || was === availability) return []
    const isBack = was === 'sold_out' && availability === 'few'
    return [{ name, word: isBack ? 'available' : availability, left: left ?? 0 }]
  })
}
