import { Form } from 'react-router'
import { withNext } from '../../host/next.ts'
import { Submit } from '../../ui/Button.tsx'
import { usePasskeys } from '../../ui/usePasskeys.ts'

type ByPasskeyProps = { at: string; next: string; label: string }

/** The button that signs in with a passkey, where the browser knows them. */
export function ByPasskey({ at, next, label }: ByPasskeyProps) {
  if (!usePasskeys()) return null
  return (
    <Form method="post" action={withNext(at, next)} className="form">
      <input type="hidden" name="next" value={next} />
      <Submit look="line" name="intent" value="passkey">
        {label}
      </Submit>
    </Form>
  )
}
