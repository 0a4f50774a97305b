import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import type { Facts } from '../../../facts.ts'
import { paletteOf } from '../../../lib/look/palette.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { sendOnce, tell, tellEach } from '../tell.ts'
import { languageOf } from './order-mail.ts'
import { teamOf } from './team.ts'

/** Brings what somebody wrote to those of the team who may answer: by mail, without the writer's address, and in the app. */
export async function sendMessageToTeam(
  services: Services,
  { messageId }: Facts['event.message_written'],
): Promise<void> {
  const { db } = services
  const { event, writer, message } = await readMessage(db, messageId)
  await tellEach(await teamOf(db, event.organizationId, 'attendees.message'), async (person) => {
    const language = languageOf(person.language)
    const words = catalogueOf(language).contactMail.written
    const paragraphs = [words.text(writer.name, event.name), ...linesOf(message)]
    await sendOnce(services, {
      once: `event_message:${messageId}:${person.id}`,
      kind: 'event_message',
      to: person.email,
      userId: person.id,
      eventId: event.id,
      url: `/studio/${event.organizationSlug}/events/${event.id}/messages`,
      compose: async () =>
        letter({
          language,
          subject: words.subject(event.name),
          name: person.name,
          colour: paletteOf(event.id, event.category).ground,
          paragraphs,
          action: {
            label: words.action,
            url: `${services.publicUrl()}/studio/${event.organizationSlug}/events/${event.id}/messages`,
          },
          after: [words.after],
        }),
    })
  })
}

/** Brings the organizer's answer to whoever wrote, without the address of anybody of the team. */
export async function sendAnswer(services: Services, { messageId }: Facts['event.message_answered']): Promise<void> {
  const { event, writer, message, answer } = await readMessage(services.db, messageId)
  const language = languageOf(writer.language)
  const words = catalogueOf(language).contactMail.answered
  await sendOnce(services, {
    once: `event_answer:${messageId}`,
    kind: 'event_answer',
    to: writer.email,
    userId: writer.id,
    eventId: event.id,
    url: `/e/${event.slug}/write`,
    compose: async () =>
      letter({
        language,
        subject: words.subject(event.name),
        name: writer.name,
        colour: paletteOf(event.id, event.category).ground,
        paragraphs: [words.text(event.organizer, event.name), ...linesOf(answer ?? '')],
        action: { label: words.action, url: `${services.publicUrl()}/e/${event.slug}/write` },
        after: [words.asked, ...linesOf(message)],
      }),
  })
}

/** Tells the administrators in the app that an event was reported. */
export async function tellOfReport(services: Services, { reportId, eventId }: Facts['event.reported']): Promise<void> {
  const { db } = services
  const event = await db.selectFrom('event').select('name').where('id', '=', eventId).executeTakeFirst()
  if (!event) return
  const people = await db
    .selectFrom('users')
    .select(['id', 'language'])
    .where('administrator', '=', true)
    .where('banned_at', 'is', null)
    .execute()
  await tellEach(people, async ({ id, ...person }) => {
    const language = languageOf(person.language)
    const words = catalogueOf(language).contactMail.reported
    await tell(services, {
      once: `event_reported:${reportId}:${id}`,
      kind: 'event_reported',
      to: { userId: id },
      eventId,
      url: '/admin/reports',
      compose: async () => letter({ language, subject: words.title(event.name), paragraphs: [words.text] }),
    })
  })
}

const linesOf = (text: string): string[] => text.split(/\n+/).filter(Boolean)

async function readMessage(db: Db, messageId: string) {
  const row = await db
    .selectFrom('event_message as m')
    .innerJoin('event as e', 'e.id', 'm.event_id')
    .innerJoin('organization as g', 'g.id', 'e.organization_id')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['m.message', 'm.answer', 'e.id as eventId', 'e.slug', 'e.name as eventName', 'e.category'])
    .select(['g.id as organizationId', 'g.slug as organizationSlug', 'g.name as organizer'])
    .select(['u.id as userId', 'u.name as userName', 'u.email', 'u.language'])
    .where('m.id', '=', messageId)
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  const { message, answer, eventId, eventName, userId, userName, email, language, ...event } = row
  return {
    message,
    answer,
    event: { ...event, id: eventId, name: eventName },
    writer: { id: userId, name: userName, email, language },
  }
}
