import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import type { Facts } from '../../../facts.ts'
import { paletteOf } from '../../../lib/look/palette.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { permissions } from '../../accounts/permissions.ts'
import { sendOnce, tellEach } from '../tell.ts'
import { languageOf } from './order-mail.ts'

/** Tells those who may publish an event why it was sent back. */
export const tellOfReturn = (services: Services, fact: Facts['event.returned']): Promise<void> =>
  tellTeam(services, fact, 'eventReturned')

/** Tells those who may publish an event that it is approved and live. */
export const tellOfApproval = (services: Services, fact: Facts['event.approved']): Promise<void> =>
  tellTeam(services, fact, 'eventApproved')

async function tellTeam(
  services: Services,
  { eventId, submissionId }: Facts['event.returned'],
  what: 'eventReturned' | 'eventApproved',
): Promise<void> {
  const event = await readDecided(services.db, eventId, submissionId)
  await tellEach(await publishersOf(services.db, event.organization_id), async (person) => {
    const language = languageOf(person.language)
    const words = catalogueOf(language).mail[what]
    await sendOnce(services, {
      once: `${what === 'eventReturned' ? 'event_returned' : 'event_approved'}:${submissionId}:${person.id}`,
      kind: what === 'eventReturned' ? 'event_returned' : 'event_approved',
      to: person.email,
      userId: person.id,
      eventId,
      url: `/studio/${event.organization_slug}/events/${eventId}`,
      compose: async () =>
        letter({
          language,
          subject: words.subject(event.name),
          name: person.name,
          colour: paletteOf(eventId, event.category).ground,
          paragraphs: [words.text(event.name), ...event.reason.split(/\n+/).filter(Boolean)],
          action: {
            label: words.action,
            url: `${services.publicUrl()}/studio/${event.organization_slug}/events/${eventId}`,
          },
          after: 'after' in words ? [words.after] : [],
        }),
    })
  })
}

async function readDecided(db: Db, eventId: string, submissionId: string) {
  const row = await db
    .selectFrom('event_submission as s')
    .innerJoin('event as e', 'e.id', 's.event_id')
    .innerJoin('organization as o', 'o.id', 'e.organization_id')
    .select(['e.name', 'e.category', 'e.organization_id', 'o.slug as organization_slug', 's.reason'])
    .where('s.id', '=', submissionId)
    .where('e.id', '=', eventId)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

const publishersOf = (db: Db, organizationId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('users', 'users.id', 'membership.user_id')
    .select(['users.id', 'users.name', 'users.email', 'users.language'])
    .where('organization_id', '=', organizationId)
    .where('role', 'in', [...permissions['event.publish']])
    .where('banned_at', 'is', null)
    .orderBy('users.id')
    .execute()
