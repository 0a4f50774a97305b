import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Facts } from '../../../facts.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { cardOf } from '../../orders/event-card.ts'
import { guestCodeToMail } from '../../orders/guest-codes.ts'
import { guestToMail } from '../../orders/guests.ts'
import { readLook } from '../event-frame.ts'
import { sendOnce } from '../tell.ts'
import { eventFacts } from './event-facts.ts'
import { languageOf } from './order-mail.ts'

/** Invites somebody to an event, unless the invitation is over or answered with no by now. `mail` counts how often it was asked to be mailed. */
export async function sendGuestInvitation(
  services: Services,
  { guestId, mail }: Facts['guest.invited'],
): Promise<void> {
  const guest = await guestToMail(services.db, { guestId, mail }, services.now())
  if (!guest) return
  const { email, name, places, message, organizer, userId } = guest
  const event = cardOf(guest.event)
  const language = languageOf(guest.language)
  const { documents, guestMail } = catalogueOf(language)
  const { subject, text, words, places: label, action, after } = guestMail.invited
  await sendOnce(services, {
    once: `guest_invited:${guestId}:${mail}`,
    kind: 'guest_invited',
    to: email,
    userId: userId ?? undefined,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        subject: subject(event.name),
        heading: event.name,
        ...(name ? { name } : {}),
        ...(await readLook(services, event.id)),
        paragraphs: [text(organizer, event.name), ...(message ? [words(organizer), ...message.split(/\n+/)] : [])],
        facts: [
          ...eventFacts(event, documents, language),
          ...(places > 1 ? [{ label, value: String(places) }] : []),
        ].filter(({ value }) => value !== ''),
        action: { label: action, url: `${services.publicUrl()}/invited/${guestId}` },
        after: [after(email)],
      }),
  })
}

/** Sends the code by which a guest without an account shows that the invitation is theirs, unless another was asked for by now. */
export async function sendGuestCode(services: Services, asking: Facts['guest.code_asked']): Promise<void> {
  const due = await guestCodeToMail(services, asking)
  if (!due) return
  const event = cardOf(due.event)
  const language = languageOf(due.language)
  const { subject, text, label, after } = catalogueOf(language).guestMail.code
  await sendOnce(services, {
    once: `guest_code:${asking.asked}`,
    kind: 'guest_code',
    to: due.email,
    eventId: event.id,
    compose: async () =>
      letter({
        language,
        subject: subject(event.name),
        paragraphs: [text(event.name)],
        facts: [{ label, value: due.code }],
        after: [after(due.minutes)],
      }),
  })
}
