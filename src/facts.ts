import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Language } from '../lang/languages.ts'
import type { DB } from './db/schema.ts'
import type { OwnText } from './modules/notifications/own-text.ts'
import type { TextOf } from './modules/notifications/own-texts.ts'

/**
 * Facts: what has happened, in the past tense, with what a subscriber needs to look up the rest. A fact is a row of `outbox`
 * written in the transaction that makes it true; subscriptions.ts says which jobs follow.
 */
export interface Facts {
  'account.registered': { userId: string }
  'account.verification_asked': { userId: string; asked: string }
  'account.sign_up_repeated': { email: string; asked: string }
  'erasure.asked': { userId: string; asked: string }
  'erasure.stopped': { userId: string; asked: string }
  'guest_erasure.asked': { email: string; language: Language; asked: string }
  'guest_erasure.confirmed': { email: string }
  'export.asked': { exportId: string }
  'export.ready': { exportId: string }
  'accounts.merged': { userId: string; email: string; ended: boolean; asked: string }
  'account.reset_asked': { email: string; asked: string }
  'phone.code_asked': { codeId: string }
  'account.way_in_changed': { userId: string; actId: string }
  'member.invited': { invitationId: string; mail: number }
  'ownership.offered': { offerId: string }
  'cohost.invited': { cohostId: string }
  'provider.code_asked': { signInId: string; asked: string }
  'event.changed': { eventId: string }
  'event.submitted': { eventId: string }
  'event.published': { eventId: string }
  'event.cancelled': { eventId: string }
  'event.returned': { eventId: string; submissionId: string }
  'event.approved': { eventId: string; submissionId: string }
  'event.moved': { eventId: string; moveId: string }
  'organization.suspended': { organizationId: string; suspendedAt: string }
  'event.stopped': { eventId: string; suspendedAt: string }
  'cancellation.told': { eventId: string }
  'event.message_written': { messageId: string; eventId: string }
  'event.message_answered': { messageId: string; eventId: string }
  'announcement.test_asked': { announcementId: string; eventId: string; userId: string; asked: string }
  'event.reported': { reportId: string; eventId: string }
  'stock.changed': { eventId: string }
  'order.paid': { orderId: string; eventId: string }
  'order.lapsed': { orderId: string; eventId: string }
  'order.cancelled': { orderId: string; eventId: string }
  'order.ended': { orderId: string; message: string }
  'guest.invited': { guestId: string; mail: number }
  'guest.code_asked': { guestId: string; asked: string }
  'tickets.link_asked': { asked: string; email: string; language: string }
  'ticket.renamed': { ticketId: string; eventId: string }
  'tickets.asked_again': { asked: string; orderId: string }
  'ticket.asked_again': { asked: string; ticketId: string }
  'transfer.offered': { transferId: string }
  'transfer.accepted': { transferId: string; newTicketId: string }
  'transfer.declined': { transferId: string }
  'transfer.withdrawn': { transferId: string }
  'payment.arrived': { provider: string; providerEventId: string }
  'sandbox.settled': { ref: string }
  'refund.requested': { refundId: string; orderId: string }
  'mail_text.test_asked': { asked: string; userId: string } & TextOf & OwnText
  'refund.bounced': { refundId: string; bounces: number }
  'payment.stranded': { paymentId: string; orderId: string }
  'payment.failed': { paymentId: string; orderId: string }
  'payment.promised': { paymentId: string; orderId: string }
  'payment.due_soon': { paymentId: string; orderId: string }
  'payment.lapsed': { paymentId: string; orderId: string }
  /** Somebody's list in the app has one more. */
  'notification.made': { notificationId: string; userId: string }
  'notification.read': { userId: string }
  'deliveries.due': { notificationIds: readonly string[] }
  'delivery.failed': { deliveryId: string }
  'ticket.admitted': { ticketId: string; eventId: string }
  'scan.undone': { eventId: string }
  /** A session of theirs ended, or a role: told by triggers, so that no way of it is missed. */
  'access.changed': { userId: string }
}

export type FactName = keyof Facts

/** Records a fact. Inside a transaction it becomes known when that commits, and never when it does not. */
export async function announce<F extends FactName>(db: Kysely<DB>, fact: F, payload: Facts[F]): Promise<void> {
  await announceAll(db, fact, [payload])
}

/** Records the same fact of several things at once. */
export async function announceAll<F extends FactName>(
  db: Kysely<DB>,
  fact: F,
  payloads: readonly Facts[F][],
): Promise<void> {
  if (payloads.length > 0) await recording(payloads.map((payload) => [fact, payload] as Announcement)).execute(db)
}

/** A fact with what is told of it. */
export type Announcement = { [F in FactName]: readonly [F, Facts[F]] }[FactName]

/** The query that records facts. */
export const recording = (facts: readonly Announcement[]): RawBuilder<unknown> => sql`
  insert into outbox (fact, payload)
  select * from unnest(${facts.map(([fact]) => fact)}::text[], ${facts.map(([, payload]) => JSON.stringify(payload))}::jsonb[])`
