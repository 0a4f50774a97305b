import { Form, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

export const loader = load(async ({ api, params }) => ({
  invitation: await api['GET /api/member-invitations/:invitationId']({
    params: { invitationId: params.invitation ?? '' },
  }),
  timeZone: (await api['GET /api/me']())?.timeZone ?? 'UTC',
}))

/** Joins the team and goes there, or says no. */
export const action = act(async ({ api, form, params: path }) => {
  const params = { invitationId: path.invitation ?? '' }
  if (text(form, 'intent') === 'decline') {
    await api['DELETE /api/member-invitations/:invitationId']({ params })
    return redirect(`/team-invitations/${params.invitationId}`)
  }
  await api['POST /api/member-invitations/:invitationId/acceptance']({ params })
  const { organization } = await api['GET /api/member-invitations/:invitationId']({ params })
  return redirect(`/studio/${organization.slug}/team?done=joined`)
})

/** An invitation into a team, for the person with the address it was sent to. */
export function Component() {
  const { t, language } = useSurroundings()
  const { invitation, timeZone } = useLoaded<typeof loader>()
  const { state, role, invitedBy, expiresAt, organization } = invitation
  const { invitation: words, roles } = t.team
  const failure = useFailure()
  const lead = invitedBy === null ? words.leadWithoutName : words.lead(invitedBy)
  if (state !== 'sent')
    return (
      <Entrance title={words.title(organization.name)} current="studio">
        <Notice tone={state === 'accepted' ? 'ok' : 'info'} title={words.over[state][0]}>
          {words.over[state][1]}
        </Notice>
        <ButtonLink to="/studio" look="line">
          {words.toStudio}
        </ButtonLink>
      </Entrance>
    )
  return (
    <Entrance title={words.title(organization.name)} lead={lead} current="studio">
      <FormProblem failure={failure} />
      <div>
        <p>
          {words.role}: <b>{t.accounts.account.roles[role]}</b>
        </p>
        <p className="mute">{roles[role]}</p>
        <p className="mute num">{words.until(dayAndTime(expiresAt, timeZone, language, new Date()))}</p>
      </div>
      <Form method="post" className="form">
        <Submit big full name="intent" value="accept">
          {words.accept}
        </Submit>
        <Submit look="line" full name="intent" value="decline">
          {words.decline}
        </Submit>
      </Form>
    </Entrance>
  )
}
