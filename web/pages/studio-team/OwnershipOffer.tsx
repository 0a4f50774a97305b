import { Form } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'

/** The open offer of the organization, for whom it is made to and for its owners. */
export function OwnershipOffer() {
  const { ownership: words } = useSurroundings().t.team
  const { organization, team, myId } = useLoaded<typeof loader>()
  const offer = team.ownershipOffer
  if (!offer) return null
  if (offer.to.userId === myId)
    return (
      <div className="studio-happened">
        <Notice tone="hold" title={words.toYou}>
          <p>{words.toYouText(offer.from.name)}</p>
          <Form method="post" className="studio-acts team-answer">
            <Submit name="intent" value="take">
              {words.accept}
            </Submit>
            <Submit look="line" name="intent" value="end-offer">
              {words.decline}
            </Submit>
          </Form>
        </Notice>
      </div>
    )
  if (!organization.permissions.includes('ownership.give')) return null
  return (
    <div className="studio-happened">
      <Notice tone="hold" title={words.open}>
        <p>{words.openText(offer.to.name)}</p>
        <Form method="post" className="team-answer">
          <Submit look="line" name="intent" value="end-offer">
            {words.withdraw}
          </Submit>
        </Form>
      </Notice>
    </div>
  )
}
