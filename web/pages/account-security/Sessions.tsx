import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Tag } from '../../ui/Tag.tsx'

type List = Awaited<ReturnType<WebClient['GET /api/me/sessions']>>

type SessionsProps = { sessions: List; isLater: boolean; timeZone: string; done: string | null }

/** Where one is signed in, each with its end. */
export function Sessions({ sessions, isLater, timeZone, done }: SessionsProps) {
  const words = useSurroundings().t.security
  const failure = [useFailure('session'), useFailure('other-sessions')].find(Boolean) ?? null
  const said = done === 'session' ? words.ended : done === 'other-sessions' ? words.othersEnded : undefined
  return (
    <section className="account-part">
      <h2>{words.sessions}</h2>
      <p className="mute">{words.sessionsText}</p>
      {said && !failure && (
        <Notice tone="ok" title={said[0]}>
          {said[1]}
        </Notice>
      )}
      <FormProblem failure={failure} />
      <ul className="rows hard">
        {sessions.items.map((session) => (
          <SessionRow session={session} timeZone={timeZone} key={session.id} />
        ))}
      </ul>
      <Pages next={sessions.next} isLater={isLater} />
      {(sessions.items.length > 1 || isLater) && (
        <Form method="post">
          <Submit look="stop" name="intent" value="other-sessions">
            {words.endOthers}
          </Submit>
        </Form>
      )}
    </section>
  )
}

function SessionRow({ session, timeZone }: { session: List['items'][number]; timeZone: string }) {
  const { t, language } = useSurroundings()
  const words = t.security
  const { id, device, address, beganAt, current } = session
  const name = words.device(device.browser, device.system)
  return (
    <li className="security-row">
      <div>
        <b>{name}</b> {current && <Tag tone="ok">{words.here}</Tag>}
        <p className="mute">
          {words.since(dayAndTime(beganAt, timeZone, language, new Date()), address ?? words.unknownAddress)}
        </p>
      </div>
      {!current && (
        <Form method="post">
          <input type="hidden" name="intent" value="session" />
          <Submit look="line" name="sessionId" value={id} aria-label={words.endOf(name)}>
            {words.end}
          </Submit>
        </Form>
      )}
    </li>
  )
}
