import { useMemo } from 'react'
import { Form } from 'react-router'
import { useFailure, useSentences } from '../../host/hooks.ts'
import { Button, Submit } from '../../ui/Button.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { type PassedOver, readList } from './lines.ts'
import type { Draft } from './Write.tsx'

/** As many are invited at once. */
const most = 5000
const shown = { guests: 3, lines: 20 }

/** What the list comes to, before anything is sent. */
export function Preview({ draft, onChange }: { draft: Draft; onChange: () => void }) {
  const { invite } = useSentences().guests
  const { guests, passedOver } = useMemo(() => readList(draft.lines), [draft.lines])
  const failure = useFailure()
  const wrong = guests.length === 0 ? invite.nobody : guests.length > most ? invite.tooMany : null
  return (
    <div className="invite-preview">
      <FormProblem failure={failure} />
      <div role="status">
        {wrong ? (
          <Notice tone="stop" title={wrong[0]}>
            {wrong[1]}
          </Notice>
        ) : (
          <Notice title={invite.ready(guests.length)}>
            <p>
              {invite.first(
                guests
                  .slice(0, shown.guests)
                  .map(({ name, email }) => name || email)
                  .join(' · '),
              )}
            </p>
            <p>{invite.readyText}</p>
          </Notice>
        )}
      </div>
      {passedOver.length > 0 && <Passed lines={passedOver} />}
      <Form method="post" className="dialog-acts">
        {Object.entries(draft).map(([name, value]) => (
          <textarea key={name} name={name} value={value} readOnly hidden />
        ))}
        {!wrong && (
          <Submit name="intent" value="send">
            {invite.send(guests.length)}
          </Submit>
        )}
        <Button look="line" onClick={onChange}>
          {invite.change}
        </Button>
      </Form>
    </div>
  )
}

function Passed({ lines }: { lines: readonly PassedOver[] }) {
  const { invite } = useSentences().guests
  return (
    <section aria-labelledby="passed">
      <h3 id="passed">{invite.passedOver(lines.length)}</h3>
      <ul className="rows">
        {lines.slice(0, shown.lines).map(({ line, text, why }) => (
          <li key={`${line} ${text}`} className="invite-passed">
            <span className="num mute">{invite.line(line)}</span>
            <span>{text}</span>
            <span className="mute">{invite.why[why]}</span>
          </li>
        ))}
      </ul>
      {lines.length > shown.lines && <p className="mute">{invite.moreLines(lines.length - shown.lines)}</p>}
    </section>
  )
}
