import { Form } from 'react-router'
import type { Permission } from '../../../src/modules/accounts/permissions.ts'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field, SelectField } from '../../ui/Field.tsx'
import type { loader } from './page.tsx'

const DAYS = ['30', '90', '365', ''] as const

/** Makes a key: what it is for, what it may do, how long. */
export function MakeKey() {
  const { t } = useSurroundings()
  const { keys } = useLoaded<typeof loader>()
  const failure = useFailure()
  const words = t.apiKeys.make
  const may: Record<Permission, string> = t.team.permissions
  const problems = failure?.problem.fields
  return (
    <section className="studio-section" aria-labelledby="make">
      <h2 id="make">{words.title}</h2>
      <p className="mute">{words.text}</p>
      {/* A key that was made empties the form. */}
      <Form method="post" className="money-form" key={keys.items[0]?.id}>
        <div className="pair">
          <Field
            label={words.name}
            hint={words.nameHint}
            name="name"
            autoComplete="off"
            required
            maxLength={60}
            defaultValue={failure?.values.name}
            error={problems?.name}
          />
          <SelectField
            label={words.days}
            name="days"
            defaultValue={failure?.values.days ?? '90'}
            error={problems?.days}
            choices={DAYS.map((days) => [days, days === '' ? words.endless : words.forDays[days]])}
          />
        </div>
        <fieldset className="key-choice">
          <legend>{words.scopes}</legend>
          {problems?.scopes && <p className="error">{problems.scopes}</p>}
          {keys.grants.map((scope) => (
            <CheckField key={scope} name="scope" value={scope} label={may[scope]} />
          ))}
        </fieldset>
        <Submit name="intent" value="make">
          {words.submit}
        </Submit>
      </Form>
    </section>
  )
}
