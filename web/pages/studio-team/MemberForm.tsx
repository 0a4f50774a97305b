import { Form } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import type { loader, Member } from './page.tsx'
import { RoleField } from './RoleField.tsx'

/** What can be changed about somebody in the team, in their place in the list. */
export function MemberForm({ member: { userId, name, role } }: { member: Member }) {
  const { team: words } = useSurroundings().t
  const { organization, team, myId } = useLoaded<typeof loader>()
  const failure = useFailure('role')
  const isMe = userId === myId
  const mayOffer = organization.permissions.includes('ownership.give') && role !== 'owner' && !team.ownershipOffer
  return (
    <div className="money-form">
      <h3>{name}</h3>
      {team.grants.includes(role) && (
        <Form method="post" className="team-act">
          <input type="hidden" name="userId" value={userId} />
          <RoleField initial={failure?.values.role ?? role} error={failure?.problem.fields?.role} />
          <div className="studio-acts">
            <Submit name="intent" value="role">
              {words.save}
            </Submit>
            <ButtonLink look="line" to="?" preventScrollReset>
              {words.cancel}
            </ButtonLink>
          </div>
        </Form>
      )}
      {mayOffer && (
        <Act intent="offer" userId={userId} label={words.ownership.offer} text={words.ownership.offerText} />
      )}
      {isMe ? (
        <Act intent="leave" userId={userId} label={words.leave} text={words.leaveText} look="stop" />
      ) : (
        <Act intent="remove" userId={userId} label={words.remove} text={words.removeText} look="stop" />
      )}
    </div>
  )
}

type ActProps = { intent: string; userId: string; label: string; text: string; look?: 'line' | 'stop' }

function Act({ intent, userId, label, text, look = 'line' }: ActProps) {
  return (
    <Form method="post" className="team-act">
      <input type="hidden" name="userId" value={userId} />
      <p className="mute">{text}</p>
      <Submit look={look} name="intent" value={intent}>
        {label}
      </Submit>
    </Form>
  )
}
