import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { day } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { usePasskeys } from '../../ui/usePasskeys.ts'

type Passkey = Awaited<ReturnType<WebClient['GET /api/me/security']>>['passkeys'][number]

type PasskeysProps = { passkeys: readonly Passkey[]; timeZone: string; done: string | null }

/** Passkeys: those there are, each with a new name or its end, and another one. */
export function Passkeys({ passkeys, timeZone, done }: PasskeysProps) {
  const { t } = useSurroundings()
  const words = t.security
  const can = usePasskeys()
  const failure =
    [useFailure('passkey-add'), useFailure('passkey-rename'), useFailure('passkey-remove')].find(Boolean) ?? null
  const news: Record<string, readonly [string, string]> = {
    'passkey-added': words.passkeyAdded,
    'passkey-renamed': words.passkeyRenamed,
    'passkey-removed': words.passkeyRemoved,
  }
  const said = news[done ?? '']
  return (
    <section className="account-part">
      <h2>{words.passkeys}</h2>
      <p className="mute">{words.passkeysText}</p>
      {said && !failure && (
        <Notice tone="ok" title={said[0]}>
          {said[1]}
        </Notice>
      )}
      <FormProblem failure={failure} />
      {passkeys.length === 0 ? (
        <p className="mute">{words.noPasskeys}</p>
      ) : (
        <ul className="rows hard">
          {passkeys.map((passkey) => (
            <PasskeyRow passkey={passkey} timeZone={timeZone} key={passkey.id} />
          ))}
        </ul>
      )}
      {can ? (
        <Form method="post" className="form" key={passkeys.length}>
          <Field
            label={words.passkeyName}
            hint={words.passkeyNameHint}
            name="name"
            required
            maxLength={60}
            defaultValue={failure?.intent === 'passkey-add' ? failure.values.name : undefined}
          />
          <Submit look="plain" name="intent" value="passkey-add" className="account-send">
            {words.addPasskey}
          </Submit>
        </Form>
      ) : (
        <p className="mute">{words.cannot}</p>
      )}
    </section>
  )
}

function PasskeyRow({ passkey, timeZone }: { passkey: Passkey; timeZone: string }) {
  const { t, language } = useSurroundings()
  const words = t.security
  const { id, name, createdAt, lastUsedAt, synced } = passkey
  const on = (instant: string) => day(instant, timeZone, language, new Date())
  const facts = [words.added(on(createdAt)), lastUsedAt && words.used(on(lastUsedAt)), synced && words.synced]
  return (
    <li className="security-row">
      <div>
        <b>{name}</b>
        <p className="mute">{facts.filter(Boolean).join(', ')}</p>
        <details>
          <summary>{words.rename}</summary>
          <Form method="post" className="form">
            <input type="hidden" name="passkeyId" value={id} />
            <Field label={words.renameOf(name)} name="name" required maxLength={60} defaultValue={name} />
            <Submit look="plain" name="intent" value="passkey-rename" className="account-send">
              {words.save}
            </Submit>
          </Form>
        </details>
      </div>
      <Form method="post">
        <input type="hidden" name="intent" value="passkey-remove" />
        <Submit look="stop" name="passkeyId" value={id} aria-label={words.removeOf(name)}>
          {words.remove}
        </Submit>
      </Form>
    </li>
  )
}
