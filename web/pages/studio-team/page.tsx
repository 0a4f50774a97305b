import '../studio/studio.css'
import '../studio-money/money.css'
import './team.css'
import { redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Workspace } from '../../ui/Workspace.tsx'
import { studioOrganization } from '../studio/load.ts'
import { organizationSections } from '../studio/sections.ts'
import { carryOut } from './acts.ts'
import { Invite } from './Invite.tsx'
import { MemberForm } from './MemberForm.tsx'
import { MemberRow } from './MemberRow.tsx'
import { OwnershipOffer } from './OwnershipOffer.tsx'
import { RoleTable } from './RoleTable.tsx'

type Team = Awaited<ReturnType<WebClient['GET /api/organizations/:organizationId/members']>>
export type Member = Team['items'][number]
export type Role = Member['role']

/** `edit` names the member whose form is open. */
export const loader = load(async (loading) => {
  const { api, query } = loading
  const organization = await studioOrganization(loading)
  const params = { organizationId: organization.id }
  const [cursor, edit, invitations] = [query.get('cursor'), query.get('edit'), query.get('invitations')]
  const mayInvite = organization.permissions.includes('members.edit')
  const [me, team, roles, pending] = await Promise.all([
    api['GET /api/me'](),
    api['GET /api/organizations/:organizationId/members']({ params, query: cursor === null ? {} : { cursor } }),
    api['GET /api/roles'](),
    mayInvite
      ? api['GET /api/organizations/:organizationId/member-invitations']({
          params,
          query: invitations === null ? {} : { cursor: invitations },
        })
      : { items: [], next: null },
  ])
  const myId = me?.id ?? ''
  const part = { isLater: cursor !== null, isLaterPending: invitations !== null }
  return { organization, team, roles: roles.items, pending, ...part, mayInvite, myId, edit, done: query.get('done') }
})

/** Does what was asked for, and says so. */
export const action = act(async (acting) => {
  const organization = await studioOrganization(acting)
  const done = await carryOut(acting, organization.id)
  return redirect(done === 'left' ? '/studio' : `/studio/${organization.slug}/team?done=${done}`)
})

/** Who works for an organization, who is invited to, and what the roles may do. */
export function Component() {
  const { t } = useSurroundings()
  const { organization, mayInvite, team, isLater, edit, done } = useLoaded<typeof loader>()
  const words = t.team
  const failure = useFailure()
  const happened = words.done[done as keyof typeof words.done]
  return (
    <Workspace title={organization.name} sections={organizationSections(organization, t)}>
      {happened && !failure && (
        <div role="status" className="studio-happened">
          <Notice tone="ok" title={happened[0]}>
            {happened[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <OwnershipOffer />
      <section className="studio-section" aria-labelledby="team">
        <h2 id="team">{words.title}</h2>
        <p className="mute">{words.text}</p>
        <ul className="rows hard money-rates">
          {team.items.map((member) => (
            <li key={member.userId}>
              {member.userId === edit ? <MemberForm member={member} /> : <MemberRow member={member} />}
            </li>
          ))}
        </ul>
        <Pages next={team.next} isLater={isLater} label={words.more} />
      </section>
      {mayInvite && <Invite />}
      <RoleTable />
    </Workspace>
  )
}
