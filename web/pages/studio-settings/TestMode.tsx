import { Form, Link } from 'react-router'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import type { loader } from './page.tsx'
import { isTestAct, type TestAct } from './test-mode.ts'

/** Trying the event out: how, and getting rid of the traces. */
export function TestMode() {
  const { test } = useSentences().settings
  const { event, mayDecide } = useLoaded<typeof loader>()
  const { testMode } = event
  return (
    <section className="studio-section" aria-labelledby="test">
      <h2 id="test">{test.title}</h2>
      <p className="mute">{test.text}</p>
      <Steps />
      {testMode && (
        <Notice tone="hold" title={test.isOn[0]}>
          {test.isOn[1]}
        </Notice>
      )}
      {!testMode && event.state === 'published' && <p>{test.isLive}</p>}
      {mayDecide && <Switch />}
    </section>
  )
}

function Steps() {
  const { test } = useSentences().settings
  const { event, may } = useLoaded<typeof loader>()
  const [order, pay, scan, end] = test.steps
  return (
    <ol className="settings-how">
      <li>
        <Link to={`/e/${event.slug}`}>{order}</Link>
      </li>
      <li>{pay}</li>
      <li>{may.includes('checkin.scan') ? <a href={`/door/${event.id}`}>{scan}</a> : scan}</li>
      <li>{end}</li>
    </ol>
  )
}

/** What becomes of the test orders is asked as test mode ends: nobody looks for them later. */
function Switch() {
  const { test } = useSentences().settings
  const { testMode, testOrders: count } = useLoaded<typeof loader>().event
  const failure = useFailure()
  const acts: [intent: TestAct, label: string][] = testMode
    ? count > 0
      ? [
          ['end-and-delete-tests', test.turnOffAndDelete(count)],
          ['end-test', test.turnOffAndKeep(count)],
        ]
      : [['end-test', test.turnOff]]
    : [['start-test', test.turnOn]]
  return (
    <Form method="post" className="form settings-form">
      <FormProblem failure={isTestAct(failure?.intent) ? failure : null} />
      {[...acts, ...(count > 0 ? [['delete-tests', test.delete(count)] as const] : [])].map(([intent, label]) => (
        <Submit key={intent} look="line" name="intent" value={intent}>
          {label}
        </Submit>
      ))}
    </Form>
  )
}
