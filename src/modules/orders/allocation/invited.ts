import type { Refusal } from '../../../errors.ts'
import { no } from './cart.ts'
import type { GuestPlaces } from './guests.ts'

/**
 * By which of somebody's invitations so many places can be had, where an event is for invited people alone: its id, or why by none. `guests_only`,
 * `guest_declined`, `guest_places` with how many there are. `taken` are places by an invitation that are not counted in it yet.
 */
export function invitationFor(
  invitations: readonly GuestPlaces[],
  quantity: number,
  taken: (guestId: string) => number,
): string | Refusal {
  const open = invitations
    .filter(({ declined }) => !declined)
    .map(({ id, left }) => ({ id, left: Math.max(0, left - taken(id)) }))
  const enough = open.find(({ left }) => left >= quantity)
  if (enough) return enough.id
  if (open.length > 0) return no('guest_places', { left: Math.max(...open.map(({ left }) => left)) })
  return no(invitations.length > 0 ? 'guest_declined' : 'guests_only')
}
