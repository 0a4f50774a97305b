import { type Static, Type as T } from 'typebox'
import { Form, Nullable } from '../../http/shapes.ts'

/** Ways to pay in which the organizer takes the money and says so, in the order they are offered after the providers. */
export const waysByHand = ['transfer', 'door'] as const
export type WayByHand = (typeof waysByHand)[number]

/** Whether a payment with this provider is taken by the organizer. */
export const isByHand = (provider: string): provider is WayByHand =>
  (waysByHand as readonly string[]).includes(provider)

const Terms = Form({
  /** Days after ordering. */
  days: Nullable(T.Integer({ minimum: 1, maximum: 90 })),
  /** Hours before the event starts. */
  hoursBefore: Nullable(T.Integer({ minimum: 0, maximum: 1000 })),
})

/** Until when unpaid orders keep their places, whichever comes first; with neither until the event is over. */
export type Terms = Static<typeof Terms>

/** The ways by hand that an event offers, with their terms. */
export const ByHand = Form({ transfer: T.Optional(Terms), door: T.Optional(Terms) })
export type ByHand = Static<typeof ByHand>

/** When an order that is to be paid by hand lapses: null for with the event. Counted from the order, so that promising again does not put it off. */
export function deadlineOf({ days, hoursBefore }: Terms, orderedAt: Date, startsAt: Date | null): Date | null {
  const ends = [
    ...(days === null ? [] : [orderedAt.getTime() + days * 86_400_000]),
    ...(hoursBefore === null || startsAt === null ? [] : [startsAt.getTime() - hoursBefore * 3_600_000]),
  ]
  return ends.length === 0 ? null : new Date(Math.min(...ends))
}
