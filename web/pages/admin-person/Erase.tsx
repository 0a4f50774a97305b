import { Form, Link } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { usePerson } from '../../root.tsx'
import { ButtonLink, Submit } from '../../ui/Button.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { ReasonForm } from './ReasonForm.tsx'

type Person = Awaited<ReturnType<WebClient['GET /api/admin/people/:userId']>>

/** Having somebody erased as they asked, keeping them after all, and putting two accounts of theirs together. */
export function Erase({ person }: { person: Person }) {
  const { t, language } = useSurroundings()
  const zone = usePerson()?.timeZone ?? 'UTC'
  const words = t.privacy.person
  const on = (instant: string) => dayAndTime(instant, zone, language, new Date())
  const { id, administrator, eraseAt, erasedAt, erasureReason, mergedInto } = person
  if (erasedAt !== null && mergedInto !== null)
    return (
      <p className="admin-text">
        <Link to={`/admin/people/${mergedInto}`}>{words.ended(on(erasedAt))}</Link>
      </p>
    )
  if (erasedAt !== null) return <p className="admin-text">{words.erased(on(erasedAt))}</p>
  if (administrator) return null
  return (
    <section className="studio-section" aria-labelledby="erase">
      <h2 id="erase">{words.title}</h2>
      {eraseAt === null ? (
        <ReasonForm
          intent="erase"
          text={words.text}
          label={words.reason}
          hint={words.reasonHint}
          submit={words.submit}
        />
      ) : (
        <Form method="post" className="money-form">
          <p>
            {words.asked(on(eraseAt))} {erasureReason !== '' && words.askedBy(erasureReason)}
          </p>
          <Submit look="line" name="intent" value="keep">
            {words.keep}
          </Submit>
        </Form>
      )}
      <div className="money-form studio-below">
        <p>{words.mergeText}</p>
        <p>
          <ButtonLink to={`/admin/people/${id}/merge`} look="line">
            {words.merge}
          </ButtonLink>
        </p>
      </div>
    </section>
  )
}
