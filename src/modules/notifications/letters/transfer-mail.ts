import { catalogueOf } from '../../../../lang/catalogue.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { takenBackFrom } from '../../orders/calendar-invitations.ts'
import { transferSecret } from '../../orders/codes.ts'
import { momentText } from '../../orders/formats.ts'
import { openAddress } from '../../orders/links.ts'
import { holderOf } from '../../orders/ticket-holder.ts'
import { readTransfer } from '../../orders/transfer-answers.ts'
import { readLook } from '../event-frame.ts'
import { sendOnce, tellEach } from '../tell.ts'
import { eventFacts } from './event-facts.ts'
import { languageOf } from './order-mail.ts'

interface About {
  transferId: string
}

/** Offers somebody a ticket, unless the offer is over by now. */
export async function sendOffer(services: Services, { transferId }: About): Promise<void> {
  const { publicUrl, secret } = services
  const { transfer, test, ...receiver } = await read(services, transferId)
  if (transfer.state !== 'offered') return
  const language = languageOf(receiver.language)
  const { documents, transferMail } = catalogueOf(language)
  const { offered, ticketType, until } = transferMail
  const { event, fromName, message } = transfer
  await sendOnce(services, {
    once: `transfer_offered:${transferId}`,
    kind: 'transfer_offered',
    to: transfer.toEmail,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        test,
        subject: offered.subject(event.name),
        heading: event.name,
        ...(await readLook(services, event.id)),
        paragraphs: [offered.text(fromName, event.name), ...(message ? [offered.message(fromName, message)] : [])],
        facts: [
          ...eventFacts(event, documents, language),
          { label: ticketType, value: transfer.ticketType },
          { label: until, value: momentText(transfer.expiresAt, event.timeZone, language) },
        ].filter(({ value }) => value !== ''),
        action: { label: offered.action, url: openAddress(publicUrl(), transferSecret(secret, transferId)) },
        after: [offered.after],
      }),
  })
}

/** Tells whom a ticket was offered to that it is not any more. */
export async function sendWithdrawn(services: Services, { transferId }: About): Promise<void> {
  const { transfer, test, ...receiver } = await read(services, transferId)
  const language = languageOf(receiver.language)
  const { subject, text, action } = catalogueOf(language).transferMail.withdrawn
  const { event, fromName, toEmail } = transfer
  await sendOnce(services, {
    once: `transfer_withdrawn:${transferId}`,
    kind: 'transfer_withdrawn',
    to: toEmail,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        test,
        subject: subject(event.name),
        ...(await readLook(services, event.id)),
        paragraphs: [text(fromName, event.name)],
        action: { label: action, url: `${services.publicUrl()}/e/${event.slug}` },
      }),
  })
}

/** Tells whoever offered a ticket that it was taken. */
export const sendAccepted = (services: Services, about: About) => sendAnswer(services, about, 'accepted')

/** Tells whoever offered a ticket that it was not wanted. */
export const sendDeclined = (services: Services, about: About) => sendAnswer(services, about, 'declined')

async function sendAnswer(services: Services, { transferId }: About, answer: 'accepted' | 'declined'): Promise<void> {
  const { transfer, test, ticketId, fromEmail, toName } = await read(services, transferId)
  const { event, fromName, toEmail } = transfer
  const language = languageOf((await holderOf(services.db, ticketId)).language)
  const { subject, text, action } = catalogueOf(language).transferMail[answer]
  await sendOnce(services, {
    once: `transfer_${answer}:${transferId}`,
    kind: `transfer_${answer}`,
    to: fromEmail,
    eventId: event.id,
    compose: async () => ({
      ...letter({
        language,
        test,
        subject: subject(event.name),
        name: fromName,
        ...(await readLook(services, event.id)),
        paragraphs: [text(toName ?? toEmail, event.name)],
        action: { label: action, url: `${services.publicUrl()}/tickets` },
      }),
      calendar: await takenBackFrom(services, { eventId: event.id, email: fromEmail, name: fromName, language }),
    }),
  })
}

/** Tells those who received tickets, which a refund took back, that these are not valid any more: once for each ticket. */
export async function sendVoided(services: Services, refundId: string): Promise<void> {
  const { db, publicUrl } = services
  const voided = await db
    .selectFrom('refund_line as l')
    .innerJoin('ticket as t', 't.id', 'l.ticket_id')
    .innerJoin('ticket_transfer as x', 'x.new_ticket_id', 't.id')
    .innerJoin('order as o', 'o.id', 't.order_id')
    .innerJoin('event as e', 'e.id', 't.event_id')
    .innerJoin('organization as g', 'g.id', 'e.organization_id')
    .select(['t.id as ticketId', 'x.to_email as toEmail', 'x.to_name as toName', 'x.language', 'o.test'])
    .select(['e.id as eventId', 'e.slug', 'e.name as event', 'g.name as organizer'])
    .where('l.refund_id', '=', refundId)
    .where('t.state', '=', 'void')
    .execute()
  await tellEach(voided, async ({ ticketId, toEmail, toName, test, eventId, slug, event, organizer, ...receiver }) => {
    const language = languageOf(receiver.language)
    const { subject, text, action } = catalogueOf(language).transferMail.voided
    await sendOnce(services, {
      once: `ticket_voided:${ticketId}`,
      kind: 'ticket_voided',
      to: toEmail,
      eventId,
      compose: async () => ({
        ...letter({
          language,
          test,
          subject: subject(event),
          name: toName ?? '',
          ...(await readLook(services, eventId)),
          paragraphs: [text(organizer, event)],
          action: { label: action, url: `${publicUrl()}/e/${slug}` },
        }),
        calendar: await takenBackFrom(services, { eventId, email: toEmail, name: toName ?? '', language }),
      }),
    })
  })
}

async function read({ db, now }: Services, transferId: string) {
  const [transfer, row] = await Promise.all([
    readTransfer(db, transferId, now()),
    db
      .selectFrom('ticket_transfer as x')
      .innerJoin('ticket as t', 't.id', 'x.ticket_id')
      .innerJoin('order as o', 'o.id', 't.order_id')
      .select(['x.ticket_id as ticketId', 'x.from_email as fromEmail', 'x.to_name as toName', 'x.language', 'o.test'])
      .where('x.id', '=', transferId)
      .executeTakeFirstOrThrow(),
  ])
  return { ...row, transfer }
}
