import '../studio-money/money.css'
import { Form, Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { Pages } from '../../ui/Pages.tsx'
import { Tag } from '../../ui/Tag.tsx'

type CohostedEvents = Awaited<ReturnType<WebClient['GET /api/organizations/:organizationId/cohosted-events']>>
type CohostedEvent = CohostedEvents['items'][number]

type CohostedProps = { cohosted: CohostedEvents; isLater: boolean; may: readonly string[] }

/** Events of others that the organization hosts with them, or is asked to. */
export function Cohosted({ cohosted, isLater, may }: CohostedProps) {
  const { hosts: words } = useSurroundings().t.team
  return (
    <section className="studio-section" aria-labelledby="cohosted">
      <h2 id="cohosted">{words.cohosted}</h2>
      <ul className="rows hard money-rates">
        {cohosted.items.map((one) => (
          <li key={one.id} className={`money-rate p-${paletteName(one.event.id, one.event.category)}`}>
            <CohostedRow cohosted={one} mayAnswer={may.includes('organization.edit')} />
          </li>
        ))}
      </ul>
      <Pages next={cohosted.next} isLater={isLater} name="cohosted" />
    </section>
  )
}

function CohostedRow({ cohosted, mayAnswer }: { cohosted: CohostedEvent; mayAnswer: boolean }) {
  const { t, language } = useSurroundings()
  const { hosts: words } = t.team
  const { id, role, state, event, host } = cohosted
  const isAsked = state === 'invited'
  return (
    <>
      <div>
        <h3>{isAsked ? event.name : <Link to={`/studio/${host.slug}/events/${event.id}`}>{event.name}</Link>}</h3>
        <p className="studio-facts">
          <Tag tone={isAsked ? 'low' : 'ok'}>{words.states[state]}</Tag>
          <span>{words.hostedBy(host.name)}</span>
          <span>{words.as(t.accounts.account.roles[role])}</span>
          <span className="mute num" suppressHydrationWarning>
            {event.startsAt ? dayAndTime(event.startsAt, event.timeZone, language, new Date()) : t.studio.noDate}
          </span>
        </p>
      </div>
      {mayAnswer && (
        <Form method="post" className="studio-acts" preventScrollReset>
          <input type="hidden" name="cohostId" value={id} />
          {isAsked && (
            <Submit name="intent" value={`agree ${id}`} aria-label={words.agreeTo(event.name)}>
              {words.agree}
            </Submit>
          )}
          <Submit
            look="line"
            name="intent"
            value={`end ${id}`}
            aria-label={isAsked ? words.declineOf(event.name) : words.stepBackOf(event.name)}
          >
            {isAsked ? words.decline : words.stepBack}
          </Submit>
        </Form>
      )}
    </>
  )
}
