import type { Api } from '../src/api.ts'
import type { Body } from '../src/http/contract.ts'
import type { Person } from './people.ts'

type Draft = Body<Api['POST /api/organizations/:organizationId/events']>
type TypeDraft = Body<Api['POST /api/events/:eventId/ticket-types']>

/** A draft that lacks nothing but ticket types, on a Saturday night in Lisbon. */
export const completeDraft = {
  name: 'Night Ferry',
  startsAt: '2099-11-28T20:00',
  endsAt: '2099-11-28T23:30',
  timeZone: 'Europe/Lisbon',
  venue: 'Pier 3',
  city: 'Lisbon',
  country: 'PT',
  category: 'music',
  currency: 'EUR',
} as const satisfies Draft

/** Drafts an event with these ticket types, and takes it live unless told not to. Returns their ids in the order given. */
export async function makeEvent(
  owner: Pick<Person, 'api'>,
  organizationId: string,
  {
    event = {},
    types = [{ name: 'Admission', price: 2500, quantity: 100 }],
    capacity,
    live = true,
  }: { event?: Partial<Draft>; types?: readonly TypeDraft[]; capacity?: number; live?: boolean } = {},
): Promise<{ eventId: string; slug: string; typeIds: string[] }> {
  const { api } = owner
  const body = { ...completeDraft, ...event }
  const { id: eventId, slug } = await api['POST /api/organizations/:organizationId/events']({
    params: { organizationId },
    body,
  })
  const typeIds: string[] = []
  for (const type of types) {
    const made = await api['POST /api/events/:eventId/ticket-types']({ params: { eventId }, body: type })
    typeIds.push(made.id)
  }
  if (capacity !== undefined)
    await api['PUT /api/events/:eventId/capacity']({ params: { eventId }, body: { capacity } })
  if (live) await api['POST /api/events/:eventId/publication']({ params: { eventId } })
  return { eventId, slug, typeIds }
}
