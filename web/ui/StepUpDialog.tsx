import { type FormEvent, useEffect, useState } from 'react'
import type { ProblemDocument } from '../../src/http/client.ts'
import { useSentences } from '../host/hooks.ts'
import { isProblem } from '../host/page.ts'
import { getPasskey } from '../host/passkey.ts'
import type { WebClient } from '../host/services.ts'
import type { Asking } from '../host/step-up.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { FormProblem } from './Notice.tsx'
import { ProofField, proofAsked } from './ProofField.tsx'
import { usePasskeys } from './usePasskeys.ts'

type Proof = Parameters<WebClient['POST /api/me/confirmation']>[0]['body']
type Ways = Awaited<ReturnType<WebClient['GET /api/me/security']>>

/** Asks the person to show that it is them, by whichever way into their account they have; what they were about to do then goes on. */
export default function StepUpDialog({ api, asking }: { api: WebClient; asking: Asking }) {
  const t = useSentences()
  const words = t.security.confirm
  const [ways, setWays] = useState<Ways | null>(null)
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const canPasskey = usePasskeys()
  useEffect(() => {
    const show = (error: unknown) => (isProblem(error) ? setProblem(error) : asking.answer(false))
    api['GET /api/me/security']().then(setWays, show)
  }, [api, asking])

  async function prove(proof: () => Promise<Proof>) {
    try {
      await api['POST /api/me/confirmation']({ body: await proof() })
      asking.answer(true)
    } catch (error) {
      if (!isProblem(error)) throw error
      setProblem(error)
    }
  }

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const [[name, value] = []] = [...new FormData(event.currentTarget)]
    prove(async () => (name === 'code' ? { code: String(value) } : { password: String(value) }))
  }

  const byPasskey = () =>
    prove(async () => ({ passkey: await getPasskey(await api['POST /api/me/confirmation/passkey-options'](), t) }))

  const hasPasskey = ways !== null && canPasskey && ways.passkeys.length > 0
  const field = ways && proofAsked(ways)
  return (
    <Dialog open title={words.title} onClose={() => asking.answer(false)}>
      <div className="form">
        <p>{ways && !field && !hasPasskey ? words.noWay : words.text}</p>
        <FormProblem failure={problem && { problem, values: {}, intent: undefined }} />
        {hasPasskey && (
          <Button look="plain" onClick={byPasskey}>
            {t.security.passkey}
          </Button>
        )}
        <form className="form" onSubmit={send}>
          {field && <ProofField proof={field} error={problem?.fields?.[field]} />}
          <div className="dialog-acts">
            {field && (
              <Button type="submit" look="accent">
                {words.submit}
              </Button>
            )}
            <Button look="line" onClick={() => asking.answer(false)}>
              {words.cancel}
            </Button>
          </div>
        </form>
      </div>
    </Dialog>
  )
}
