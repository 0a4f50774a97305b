import { Form } from 'react-router'
import { useFailure, useSentences, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { day } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import type { Provider } from '../sign-in/Providers.tsx'

export type LinkedSignIn = Awaited<ReturnType<WebClient['GET /api/me/linked-sign-ins']>>['items'][number]

type LinkedProps = {
  linked: readonly LinkedSignIn[]
  providers: readonly Provider[]
  timeZone: string
  done: string | null
}

/** The providers that one's account is linked to, each with a way to take it off, and those that could be. Nothing where there are neither. */
export function Linked({ linked, providers, timeZone, done }: LinkedProps) {
  const sentences = useSentences().providers.linked
  const failures = [useFailure('link'), useFailure('unlink')]
  const failure = failures.find((one) => one !== null) ?? null
  if (linked.length + providers.length === 0) return null
  const news = done === 'linked' ? sentences.done : done === 'unlinked' ? sentences.removed : undefined
  const open = providers.filter(({ name }) => linked.every(({ provider }) => provider !== name))
  return (
    <section className="account-part">
      <h2>{sentences.title}</h2>
      <p className="mute">{sentences.text}</p>
      {news && !failure && (
        <Notice tone="ok" title={news[0]}>
          {news[1]}
        </Notice>
      )}
      <FormProblem failure={failure} />
      {linked.length === 0 ? (
        <p className="mute">{sentences.none}</p>
      ) : (
        <ul className="rows hard">
          {linked.map((one) => (
            <LinkedRow {...one} timeZone={timeZone} key={one.id} />
          ))}
        </ul>
      )}
      <div className="account-acts">
        {open.map(({ id, name }) => (
          <Form method="post" key={id}>
            <input type="hidden" name="intent" value="link" />
            <Submit look="line" name="provider" value={id}>
              {sentences.link(name)}
            </Submit>
          </Form>
        ))}
      </div>
    </section>
  )
}

function LinkedRow({ id, provider, linkedAt, timeZone }: LinkedSignIn & { timeZone: string }) {
  const { language, t } = useSurroundings()
  const sentences = t.providers.linked
  return (
    <li className="security-row">
      <span>
        <b>{provider}</b> <span className="mute">{sentences.since(day(linkedAt, timeZone, language, new Date()))}</span>
      </span>
      <Form method="post">
        <input type="hidden" name="intent" value="unlink" />
        <Submit look="stop" name="linkedSignInId" value={id} aria-label={sentences.removeOf(provider)}>
          {sentences.remove}
        </Submit>
      </Form>
    </li>
  )
}
