import { useState } from 'react'
import { Form, useActionData } from 'react-router'
import { useFailure, useSentences, useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { day } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import type { Shown } from './page.tsx'

type Factor = { since: string; recoveryCodes: number } | null
type Setup = Extract<Shown, { setup: unknown }>['setup']

type SecondFactorProps = { factor: Factor; timeZone: string; done: string | null }

/** Codes at signing in: setting them up, their recovery codes, and turning them off. */
export function SecondFactor({ factor, timeZone, done }: SecondFactorProps) {
  const { t, language } = useSurroundings()
  const words = t.security
  const shown = useShown()
  const failure =
    [useFailure('factor-start'), useFailure('factor-off'), useFailure('recovery-codes')].find(Boolean) ?? null
  return (
    <section className="account-part">
      <h2>{words.factor}</h2>
      {done === 'factor-off' && !shown && (
        <Notice tone="ok" title={words.stopped[0]}>
          {words.stopped[1]}
        </Notice>
      )}
      <FormProblem failure={failure} />
      <p className="mute">
        {factor ? words.factorOn(day(factor.since, timeZone, language, new Date())) : words.factorText}
      </p>
      {shown && 'recoveryCodes' in shown && <RecoveryCodes codes={shown.recoveryCodes} />}
      {factor ? (
        <>
          <p className="mute">{words.codesLeft(factor.recoveryCodes)}</p>
          <Form method="post" className="account-acts">
            <Submit look="line" name="intent" value="recovery-codes">
              {words.newCodes}
            </Submit>
            <Submit look="stop" name="intent" value="factor-off">
              {words.stop}
            </Submit>
          </Form>
        </>
      ) : (
        <SettingUp shown={shown} />
      )}
    </section>
  )
}

/** The secret stays while codes are tried: the page that replaced it could not show it again. */
function SettingUp({ shown }: { shown: Shown | null }) {
  const words = useSentences().security
  const failure = useFailure('factor-on')
  const [kept, keep] = useState<Setup | null>(null)
  const setup = shown && 'setup' in shown ? shown.setup : kept
  if (setup !== kept) keep(setup)
  if (!setup && !failure)
    return (
      <Form method="post">
        <Submit look="plain" name="intent" value="factor-start">
          {words.start}
        </Submit>
      </Form>
    )
  return (
    <div className="security-setup">
      {setup && (
        <>
          <p>
            <b>{words.scan}</b>
          </p>
          <img src={`data:image/svg+xml,${encodeURIComponent(setup.qr)}`} alt={words.qr} width="220" height="220" />
          <p>
            {words.typeIt} <code className="security-secret">{setup.secret.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
        </>
      )}
      <FormProblem failure={failure} />
      <Form method="post" className="form">
        <Field
          label={words.code}
          hint={words.codeHint}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          minLength={6}
          maxLength={8}
          error={failure?.problem.fields?.code}
        />
        <Submit look="plain" name="intent" value="factor-on" className="account-send">
          {words.turnOn}
        </Submit>
      </Form>
    </div>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  const words = useSentences().security
  return (
    <div className="security-codes" role="status">
      <h3>{words.codes}</h3>
      <p>{words.codesText}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <a
          className="btn line"
          download={words.fileName}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join('\n')}\n`)}`}
        >
          {words.download}
        </a>
      </p>
    </div>
  )
}

function useShown(): Shown | null {
  const result: unknown = useActionData()
  const isShown = typeof result === 'object' && result !== null && ('setup' in result || 'recoveryCodes' in result)
  return isShown ? (result as Shown) : null
}
