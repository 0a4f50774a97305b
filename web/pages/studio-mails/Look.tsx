import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { Accents } from '../admin-settings/Accents.tsx'

type LookProps = {
  name: string
  look: Awaited<ReturnType<WebClient['GET /api/organizations/:organizationId/mail-look']>>
}

/** Colours, logo and the address for answers. */
export function Look({ name, look }: LookProps) {
  const { mails } = useSentences()
  const failure = useFailure('look')
  return (
    <>
      <section className="studio-section" aria-labelledby="look">
        <h2 id="look">{mails.look}</h2>
        <p className="mute">{mails.lookText}</p>
        <Form method="post" className="money-form">
          <FormProblem failure={failure} />

          <Field
            label={mails.replyTo}
            hint={mails.replyToHint}
            optional
            type="email"
            name="replyTo"
            autoComplete="email"
            maxLength={254}
            defaultValue={failure?.values.replyTo ?? look.replyTo ?? ''}
            error={failure?.problem.fields?.replyTo}
          />
          <Accents
            chosen={failure?.values.accent ?? look.accent ?? ''}
            label={mails.colours}
            hint={mails.coloursHint}
            usual={mails.eachEvents}
          />
          <Submit look="line" name="intent" value="look">
            {mails.save}
          </Submit>
        </Form>
      </section>
      <Logo name={name} logo={look.logo} />
    </>
  )
}

function Logo({ name, logo }: { name: string; logo: LookProps['look']['logo'] }) {
  const { mails } = useSentences()
  const failure = useFailure('logo')
  return (
    <section className="studio-section" aria-labelledby="logo">
      <h2 id="logo">{mails.logo}</h2>
      <p className="mute">{mails.logoText}</p>
      {logo && (
        <p className="mails-logo">
          <img src={`/mail-logos/${logo.key}`} width={logo.width / 2} height={logo.height / 2} alt={name} />
        </p>
      )}
      <Form method="post" encType="multipart/form-data" className="money-form">
        <FormProblem failure={failure} />
        <Field
          label={mails.logoFile}
          hint={mails.logoHint}
          type="file"
          name="logo"
          required
          accept="image/png,image/webp,image/jpeg,image/avif"
          error={failure?.problem.fields?.logo}
        />
        <Submit look="line" name="intent" value="logo">
          {mails.useLogo}
        </Submit>
      </Form>
      {logo && (
        <Form method="post" className="money-form">
          <Submit look="stop" name="intent" value="logo-remove">
            {mails.removeLogo}
          </Submit>
        </Form>
      )}
    </section>
  )
}
