import { Form, Link } from 'react-router'
import { useFailure, useSentences, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field } from '../../ui/Field.tsx'
import { dayAndTime, money } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

type Erasure = Awaited<ReturnType<WebClient['GET /api/me/erasure']>>

type EraseProps = { erasure: Erasure; email: string; timeZone: string; isKept: boolean }

/** Having the account erased: what goes and what stays, what is in the way, and the way back. */
export function Erase({ erasure, email, timeZone, isKept }: EraseProps) {
  const words = useSentences().privacy.erase
  return (
    <section className="account-part" aria-labelledby="erase">
      <h2 id="erase">{words.title}</h2>
      {isKept && erasure.asked === null && (
        <div role="status">
          <Notice tone="ok" title={words.kept[0]}>
            {words.kept[1]}
          </Notice>
        </div>
      )}
      {erasure.asked ? (
        <Asked asked={erasure.asked} timeZone={timeZone} />
      ) : (
        <>
          <p>{words.goes}</p>
          <p>{words.stays}</p>
          <p>
            <b>{words.never}</b> {words.takeFirst}
          </p>
          <Ask erasure={erasure} email={email} />
        </>
      )}
    </section>
  )
}

function Asked({ asked, timeZone }: { asked: NonNullable<Erasure['asked']>; timeZone: string }) {
  const { t, language } = useSurroundings()
  const words = t.privacy.erase
  const failure = useFailure('keep')
  return (
    <>
      <FormProblem failure={failure} />
      <Notice tone="hold" title={words.asked(dayAndTime(asked.eraseAt, timeZone, language, new Date()))}>
        <Form method="post" className="account-again">
          {asked.reason !== null && <p>{words.askedByAdministrator}</p>}
          <p>{words.askedText}</p>
          <Submit look="plain" name="intent" value="keep">
            {words.keep}
          </Submit>
        </Form>
      </Notice>
    </>
  )
}

function Ask({ erasure: { administrator, neededBy, ticketsAhead }, email }: { erasure: Erasure; email: string }) {
  const words = useSentences().privacy.erase
  const failure = useFailure('erase')
  if (administrator)
    return (
      <Notice tone="info" title={words.administrator[0]}>
        {words.administrator[1]}
      </Notice>
    )
  if (neededBy.length > 0) return <Needed neededBy={neededBy} />
  const fields = failure?.problem.fields
  return (
    <>
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        {ticketsAhead > 0 && (
          <CheckField
            label={words.tickets(ticketsAhead)}
            name="giveUpTickets"
            required
            {...(fields?.giveUpTickets ? { error: fields.giveUpTickets } : {})}
          />
        )}
        <Field
          label={words.email}
          hint={words.emailHint(email)}
          name="email"
          type="email"
          autoComplete="off"
          required
          maxLength={254}
          error={fields?.email}
        />
        <Submit look="stop" name="intent" value="erase" className="account-send">
          {words.submit}
        </Submit>
      </Form>
    </>
  )
}

function Needed({ neededBy }: Pick<Erasure, 'neededBy'>) {
  const { t, language } = useSurroundings()
  const words = t.privacy.erase
  return (
    <>
      <Notice tone="info" title={words.needed[0]}>
        {words.needed[1]}
      </Notice>
      <ul className="rows hard">
        {neededBy.map(({ id, slug, name, eventsAhead, balances }) => (
          <li key={id} className="account-organization">
            <span>
              <b>{name}</b>{' '}
              <span className="mute">
                {[
                  words.neededFor(eventsAhead),
                  ...balances.map(({ amount, currency }) => money(amount, currency, language)),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </span>
            <Link className="text-btn" to={`/studio/${slug}/team`}>
              {words.team}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
