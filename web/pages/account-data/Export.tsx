import { useEffect } from 'react'
import { Form, useRevalidator } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { dayAndTime, fileSize } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'

type Gathered = Awaited<ReturnType<WebClient['GET /api/me/export']>>

/** Milliseconds between two looks at how far it is. */
const lookAgainEvery = 2000

/** What is known of somebody as a file: asking for it, how far it is, and fetching it. */
export function Export({ gathered, timeZone }: { gathered: Gathered; timeZone: string }) {
  const words = useSurroundings().t.privacy.export
  const failure = useFailure('export')
  const isMaking = gathered?.state === 'asked'
  return (
    <section className="account-part" aria-labelledby="export">
      <h2 id="export">{words.title}</h2>
      <p>{words.text}</p>
      <FormProblem failure={failure} />
      {gathered && <Standing gathered={gathered} timeZone={timeZone} />}
      {!isMaking && (
        <Form method="post">
          <Submit look={gathered?.state === 'ready' ? 'line' : 'plain'} name="intent" value="export">
            {gathered?.state === 'ready' ? words.again : words.ask}
          </Submit>
        </Form>
      )}
    </section>
  )
}

function Standing({ gathered, timeZone }: { gathered: NonNullable<Gathered>; timeZone: string }) {
  const { t, language } = useSurroundings()
  const words = t.privacy.export
  const { id, state, written, files, bytes, expiresAt } = gathered
  useLookingAgain(state === 'asked')
  if (state === 'failed')
    return (
      <Notice tone="stop" title={words.failed[0]}>
        {words.failed[1]}
      </Notice>
    )
  if (state === 'asked')
    return (
      <div role="status">
        <Notice tone="hold" title={words.making(written, files)}>
          <p>{words.makingText}</p>
          {files !== null && (
            <progress value={written} max={files} aria-label={words.title}>
              {written}
            </progress>
          )}
        </Notice>
      </div>
    )
  if (state === 'gone' || expiresAt === null) return null
  return (
    <Notice
      tone="ok"
      title={words.ready(fileSize(bytes ?? 0, language), dayAndTime(expiresAt, timeZone, language, new Date()))}
    >
      <a className="text-btn" href={`/api/me/exports/${id}/data.zip`} download>
        {words.fetch}
      </a>
    </Notice>
  )
}

function useLookingAgain(isWaiting: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(revalidate, lookAgainEvery)
    return () => clearInterval(timer)
  }, [isWaiting, revalidate])
}
