import { Form } from 'react-router'
import { CATEGORIES } from '../../../src/lib/look/name.ts'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { CheckField, Field, SelectField } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { type AboutOf, GENDERS } from './about.ts'
import type { Country } from './countries.ts'

type AboutProps = { about: AboutOf; countries: readonly Country[]; done: string | null }

/** Where somebody is, what they like and, told apart, what is only counted. */
export function About({ about, countries, done }: AboutProps) {
  const t = useSentences()
  const words = t.profile
  const failure = useFailure('about')
  const field = (name: keyof AboutOf, saved: string | number | null) => ({
    name,
    optional: true,
    defaultValue: failure?.values[name] ?? saved ?? '',
    error: failure?.problem.fields?.[name],
  })
  return (
    <section className="account-part" aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      {done === 'about' && !failure && (
        <div role="status">
          <Notice tone="ok" title={words.done.about[0]}>
            {words.done.about[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <input type="hidden" name="intent" value="about" />
        <Field
          label={words.phone}
          hint={words.phoneHint}
          type="tel"
          autoComplete="tel"
          maxLength={40}
          {...field('phone', about.phone)}
        />
        <div className="pair">
          <Field label={words.city} autoComplete="address-level2" maxLength={80} {...field('city', about.city)} />
          <SelectField
            label={words.country}
            autoComplete="country"
            choices={[['', words.unsaid], ...countries]}
            {...field('country', about.country)}
          />
        </div>
        <fieldset className="profile-interests">
          <legend>{words.interests}</legend>
          <p className="mute small">{words.interestsHint}</p>
          <div>
            {CATEGORIES.map((category) => (
              <CheckField
                key={category}
                label={t.home.categories[category]}
                name="interests"
                value={category}
                defaultChecked={about.interests.includes(category)}
              />
            ))}
          </div>
        </fieldset>
        <fieldset className="profile-counted">
          <legend>{words.counted}</legend>
          <p className="mute small">{words.countedText}</p>
          <div className="pair">
            <Field
              label={words.birthYear}
              inputMode="numeric"
              pattern="[12][0-9]{3}"
              maxLength={4}
              autoComplete="bday-year"
              {...field('birthYear', about.birthYear)}
            />
            <SelectField
              label={words.gender}
              choices={[['', words.unsaid], ...GENDERS.map((one) => [one, words.genders[one]] as const)]}
              {...field('gender', about.gender)}
            />
          </div>
        </fieldset>
        <Submit className="account-send">{words.save}</Submit>
      </Form>
    </section>
  )
}
