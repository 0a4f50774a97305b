import { catalogueOf } from '../../../../lang/catalogue.ts'
import { paletteOf } from '../../../lib/look/palette.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { cohostingById } from '../../accounts/cohosts.ts'
import { invitationToMail } from '../../accounts/invitations.ts'
import { ownershipOfferById } from '../../accounts/ownership.ts'
import { momentText } from '../../orders/formats.ts'
import { sendOnce, tellEach } from '../tell.ts'
import { languageOf } from './order-mail.ts'

/** Invites somebody to a team, unless the invitation is over by now. `mail` counts how often it was asked to be mailed. */
export async function sendMemberInvitation(
  services: Services,
  { invitationId, mail }: { invitationId: string; mail: number },
): Promise<void> {
  const invitation = await invitationToMail(services.db, invitationId, mail, services.now())
  if (!invitation) return
  const { email, role, organization, invitedBy, timeZone, expiresAt } = invitation
  const language = languageOf(invitation.language)
  const { teamMail, workspace } = catalogueOf(language)
  const { account } = workspace.accounts
  const { subject, text, until, action, after } = teamMail.invited
  const { name: platform } = await services.platform.read()
  await sendOnce(services, {
    once: `member_invited:${invitationId}:${mail}`,
    kind: 'member_invited',
    to: email,
    url: `/team-invitations/${invitationId}`,
    compose: async () =>
      letter({
        language,
        subject: subject(organization),
        paragraphs: [
          text(invitedBy ?? organization, organization, account.roles[role], platform),
          workspace.team.roles[role],
        ],
        facts: [{ label: until, value: momentText(expiresAt, timeZone, language) }],
        action: { label: action, url: `${services.publicUrl()}/team-invitations/${invitationId}` },
        after: [after(email)],
      }),
  })
}

/** Tells a member that an organization is offered to them, unless it is not any more. */
export async function sendOwnershipOffer(services: Services, { offerId }: { offerId: string }): Promise<void> {
  const offer = await ownershipOfferById(services.db, offerId)
  if (!offer) return
  const language = languageOf(offer.language)
  const { subject, text, action, after } = catalogueOf(language).teamMail.ownership
  await sendOnce(services, {
    once: `ownership_offered:${offerId}`,
    kind: 'ownership_offered',
    to: offer.email,
    userId: offer.userId,
    url: `/studio/${offer.slug}/team`,
    compose: async () =>
      letter({
        language,
        subject: subject(offer.organization),
        name: offer.name,
        paragraphs: [text(offer.from, offer.organization)],
        action: { label: action, url: `${services.publicUrl()}/studio/${offer.slug}/team` },
        after: [after],
      }),
  })
}

/** Asks the owners and managers of an organization whether it hosts an event with others, unless that is answered by now. */
export async function sendCohostInvitation(services: Services, { cohostId }: { cohostId: string }): Promise<void> {
  const { event, organization, asked } = await cohostingById(services.db, cohostId)
  await tellEach(asked, async ({ userId, email, name, ...person }) => {
    const language = languageOf(person.language)
    const { subject, text, action, after } = catalogueOf(language).teamMail.cohost
    await sendOnce(services, {
      once: `cohost_invited:${cohostId}:${userId}`,
      kind: 'cohost_invited',
      to: email,
      userId,
      eventId: event.id,
      url: `/studio/${organization.slug}`,
      compose: async () =>
        letter({
          language,
          subject: subject(event.name),
          name,
          colour: paletteOf(event.id, event.category).ground,
          paragraphs: [text(event.host, event.name, organization.name)],
          action: { label: action, url: `${services.publicUrl()}/studio/${organization.slug}` },
          after: [after],
        }),
    })
  })
}
