import { Form } from 'react-router'
import { useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { useOwnTimeZone } from '../../ui/useOwnTimeZone.ts'

/** A provider one may sign in by. */
export type Provider = { id: string; name: string }

type ProvidersProps = { providers: readonly Provider[]; next: string; heading?: string }

/** A button for each provider to sign in by; the account is made at the first time. Nothing where none is set up. */
export function Providers({ providers, next, heading }: ProvidersProps) {
  const sentences = useSentences().providers
  const timeZone = useOwnTimeZone()
  if (providers.length === 0) return null
  return (
    <section className="entrance-more">
      <h2>{heading ?? sentences.or}</h2>
      {providers.map(({ id, name }) => (
        <Form method="post" action={`/sign-in/by/${id}`} key={id}>
          <input type="hidden" name="next" value={next} />
          <input type="hidden" name="timeZone" value={timeZone} />
          <Submit look="line" name="provider" value={id}>
            {sentences.go(name)}
          </Submit>
        </Form>
      ))}
    </section>
  )
}
