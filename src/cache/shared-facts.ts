import type { FactName, Facts } from '../facts.ts'
import type { Bus } from './bus.ts'

/** The facts that every process hears of, for what it keeps of events and shows in open pages. Their payloads are ids alone. */
export const sharedFacts = [
  'event.changed',
  'event.published',
  'event.cancelled',
  'event.approved',
  'event.returned',
  'event.moved',
  'event.stopped',
  'organization.suspended',
  'stock.changed',
  'order.paid',
  'order.lapsed',
  'order.cancelled',
  'ticket.admitted',
  'ticket.renamed',
  'scan.undone',
  'access.changed',
  'notification.made',
  'notification.read',
] as const satisfies readonly FactName[]

export type SharedFactName = (typeof sharedFacts)[number]

/** A fact as processes tell each other of it. */
export type SharedFact = { [F in SharedFactName]: { readonly fact: F; readonly payload: Facts[F] } }[SharedFactName]

/** A fact as the relay takes it from the outbox. */
export interface RelayedFact {
  fact: FactName
  payload: object
}

/** PostgreSQL carries less than 8,000 bytes at once. */
const mostInMessage = 40

/** Tells every process of those facts that are shared. A rush says the same of one event many times over: it is told once. */
export function tellFacts(bus: Bus, facts: readonly RelayedFact[]): void {
  const shared = facts.filter(isShared).map(({ fact, payload }) => JSON.stringify({ fact, payload }))
  const once = [...new Set(shared)].map((text) => JSON.parse(text) as SharedFact)
  for (let n = 0; n < once.length; n += mostInMessage) bus.publish('facts', once.slice(n, n + mostInMessage))
}

const names: ReadonlySet<FactName> = new Set(sharedFacts)
const isShared = ({ fact }: RelayedFact) => names.has(fact)
