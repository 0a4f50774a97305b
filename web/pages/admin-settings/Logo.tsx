import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'

type LogoProps = { name: string; logo: { key: string; width: number; height: number } | null }

/** The platform's logo: as it is, another one, or none. */
export function Logo({ name, logo }: LogoProps) {
  const { setting: words } = useSentences().admin
  const failure = useFailure('logo')
  return (
    <section className="studio-section" aria-labelledby="logo">
      <h2 id="logo">{words.logo}</h2>
      <p className="mute">{words.logoText}</p>
      {logo && (
        <p className="mark">
          <img src={`/logo/${logo.key}`} width={logo.width / 2} height={logo.height / 2} alt={name} />
        </p>
      )}
      <Form method="post" encType="multipart/form-data" className="money-form">
        <FormProblem failure={failure} />
        <Field
          label={words.logoFile}
          hint={words.logoHint}
          type="file"
          name="logo"
          required
          accept="image/png,image/webp,image/jpeg,image/avif"
          error={failure?.problem.fields?.logo}
        />
        <Submit look="line" name="intent" value="logo">
          {words.useLogo}
        </Submit>
      </Form>
      {logo && (
        <Form method="post" className="money-form">
          <Submit look="stop" name="intent" value="logo-remove">
            {words.removeLogo}
          </Submit>
        </Form>
      )}
    </section>
  )
}
