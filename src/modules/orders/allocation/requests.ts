import type { Language } from '../../../../lang/languages.ts'
import type { Visitor } from '../../events/guest-access.ts'
import type { RefundPolicy } from '../../events/refund-policy.ts'
import type { Tax } from '../../ticketing/price.ts'
import type { EventCardJson } from '../event-card.ts'
import type { PricedLine } from '../pricing.ts'

/** Whose an order is or will be; whatever is known of them. */
export interface Person {
  userId: string | null
  /** Lower case. */
  email: string | null
  browserId: string | null
}

/** Somebody's account, with its email in lower case. */
export interface Account {
  userId: string
  email: string
}

/** Who buys, as they say. `attendees` by position of the tickets to come; what is null or missing is the buyer's. */
export interface Buyer {
  name: string
  /** Lower case. */
  email: string
  attendees: readonly Attendee[]
}

export interface Attendee {
  name: string | null
  email: string | null
}

/** What a buyer asks of one ticket type. `price` is the unit price the buyer saw, in minor units. */
export interface CartLine {
  ticketTypeId: string
  quantity: number
  price?: number
}

/** Everything that takes or returns stock of an event, by what it does. Ids of orders to come are made by whoever asks. */
export interface Asked {
  /** Holds a cart, all of it or nothing. With a `buyer` the details are given at once. */
  hold: {
    orderId: string
    person: Person
    /** By whom an event for invited people is entered; nobody unless it is told. */
    visitor?: Visitor
    lines: readonly CartLine[]
    language: Language
    buyer: Buyer | null
  }
  /** Gives an unpaid order its buyer; limits per person are decided again. `account` is the one that asks. */
  details: { orderId: string; account: Account | null; buyer: Buyer }
  /** Gives a hold its time once more, once. */
  extend: { orderId: string }
  /**
   * Marks an order as being paid. With a provider its hold lasts `until` at least, if that is given; by hand, where the organizer waits for the
   * money, exactly `until`, or without end.
   */
  await: { orderId: string; until: Date | null; by: 'provider' | 'hand' }
  /** Pays an order: with money that has come to the platform's provider or into the organizer's hand, or because it costs nothing. */
  pay: { orderId: string; by: 'money' | 'hand' | 'nothing' }
  /** Gives up an order that is not paid. */
  drop: { orderId: string }
  /** Expires what has lapsed. */
  expire: Record<never, never>
  /** Voids tickets of a paid order, or all that are valid; the order is cancelled with the last of them. */
  void: { orderId: string; ticketIds: readonly string[] | null }
  /** Takes so many places of a stock off sale; those of a ticket type are off sale for the whole event, too. */
  block: { stockId: string; places: number }
}

export type Kind = keyof Asked

/** One of the above. */
export type Request = { [K in Kind]: { kind: K } & Asked[K] }[Kind]

/** What each is answered with. */
export interface Answers {
  hold: HeldOrder & { code: string; event: EventCardJson; refundPolicy: RefundPolicy }
  details: null
  extend: { expiresAt: Date }
  await: Due
  pay: PayOutcome
  /** Whether there was anything to give up. */
  drop: { dropped: boolean }
  /** How many orders there were. */
  expire: number
  void: { voided: number; orderCancelled: boolean }
  block: null
}

/** An order that has just been held. Amounts in minor units. */
export interface HeldOrder {
  orderId: string
  /** Whether it just tries the event out: it takes no places and moves no money. */
  test: boolean
  /** In the order tickets are numbered by. */
  lines: HeldLine[]
  currency: string
  tax: number
  fee: number
  commission: number
  total: number
  createdAt: Date
  expiresAt: Date
}

/** A line with its price. `taxed` is the part of `total` that is tax; minor units. */
export type HeldLine = GrantedLine & Omit<PricedLine, 'tax'> & { taxed: number }

export interface GrantedLine {
  ticketTypeId: string
  name: string
  quantity: number
  /** Minor units each, before tax that is added and fees. */
  unitPrice: number
  tax: Tax | null
}

/** What a payment is for. Total in minor units. */
export interface Due {
  orderId: string
  code: string
  eventName: string
  email: string
  total: number
  currency: string
  expiresAt: Date | null
}

/** `already` when it was paid before; `stranded` when it cannot be paid any more, and the money has to go back. */
export type PayOutcome = 'paid' | 'already' | 'stranded'
