import { catalogueOf } from '../../../../lang/catalogue.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { calendarFor } from '../../orders/calendar-invitations.ts'
import { transferSecret } from '../../orders/codes.ts'
import { ticketPdf } from '../../orders/documents.ts'
import { openAddress } from '../../orders/links.ts'
import { codeOfTicket } from '../../orders/mail-codes.ts'
import { againKind } from '../../orders/resend.ts'
import { holderOf } from '../../orders/ticket-holder.ts'
import { readTicket } from '../../orders/tickets.ts'
import { readLook } from '../event-frame.ts'
import type { Kind } from '../kinds.ts'
import { sendOnce } from '../tell.ts'
import { eventFacts } from './event-facts.ts'
import { languageOf } from './order-mail.ts'

/** Brings whoever accepted a ticket what is theirs now. */
export const sendReceivedTicket = (services: Services, { newTicketId }: { newTicketId: string }) =>
  sendTicket(services, newTicketId, { once: `received_ticket:${newTicketId}`, kind: 'received_ticket' })

/** Sends one ticket to the person it is for, as somebody asked. */
export const sendTicketAgain = (services: Services, { asked, ticketId }: { asked: string; ticketId: string }) =>
  sendTicket(services, ticketId, { once: `ticket_again:${asked}`, kind: againKind })

/**
 * One valid ticket as a file, with an invitation to the calendar. There is a link where it opens just this ticket; the link of an order opens all its tickets, which are not
 * everybody's who has one of them.
 */
async function sendTicket(services: Services, ticketId: string, sending: { once: string; kind: Kind }) {
  const { db, publicUrl, secret, now } = services
  const ticket = await readTicket(db, ticketId, now())
  if (ticket.state !== 'valid') return
  const holder = await holderOf(db, ticketId)
  const language = languageOf(holder.language)
  const { documents, transferMail } = catalogueOf(language)
  const words = transferMail.ticket
  const { event } = ticket
  // Renamed since, it is somebody's who was never sent the link.
  const own = holder.email === ticket.attendeeEmail ? holder.transferId : null
  const invitee = { eventId: event.id, email: ticket.attendeeEmail, name: ticket.attendeeName, language }
  const { name = '', type, bytes } = await ticketPdf(db, ticketId, documents, language)
  await sendOnce(services, {
    ...sending,
    to: ticket.attendeeEmail,
    eventId: event.id,
    compose: async () => ({
      ...letter({
        language,
        test: ticket.test,
        subject: words.subject(event.name),
        heading: event.name,
        name: ticket.attendeeName,
        ...(await readLook(services, event.id)),
        paragraphs: [own === null ? words.text : words.textWithLink],
        facts: [
          ...eventFacts(event, documents, language),
          { label: transferMail.ticketType, value: ticket.ticketType },
        ].filter(({ value }) => value !== ''),
        action:
          own === null
            ? { label: words.event, url: `${publicUrl()}/e/${event.slug}` }
            : { label: words.show, url: openAddress(publicUrl(), transferSecret(secret, own)) },
        codes: [codeOfTicket(ticket, documents)],
        after: own === null ? [] : [words.after],
      }),
      attachments: [{ name, type, content: bytes }],
      calendar: await calendarFor(services, invitee),
    }),
  })
}
