import { Form, Link } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { count } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import type { StudioEvent } from '../studio/load.ts'

export type EventChecklist = Awaited<ReturnType<WebClient['GET /api/events/:eventId/checklist']>>
type Item = EventChecklist['items'][number]

/** What is done and what is missing, each a link to its place, and the step that comes after. */
export function Checklist({
  event,
  checklist,
  mayPublish,
  answer,
}: {
  event: StudioEvent
  checklist: EventChecklist
  mayPublish: boolean
  /** What was answered so far to why it was sent back; null where it was not. */
  answer: string | null
}) {
  const { t, language } = useSurroundings()
  const { overview } = t.studio
  const { items, ready } = checklist
  const done = items.filter((item) => item.done).length
  return (
    <section aria-labelledby="checklist">
      <div className="studio-heading">
        <h2 id="checklist">{event.state === 'published' ? overview.beforeDoors : overview.beforeLive}</h2>
        <span className="mute num">{overview.doneOf(count(done, language), count(items.length, language))}</span>
      </div>
      <ul className="studio-todo rows">
        {items.map((item) => (
          <TodoItem key={item.key} item={item} />
        ))}
      </ul>
      {event.state === 'draft' && mayPublish && <GoLive ready={ready} answer={answer} />}
      {event.state === 'waiting' && <p className="studio-below mute">{overview.waiting}</p>}
    </section>
  )
}

function TodoItem({ item: { key, done, required, path } }: { item: Item }) {
  const { overview } = useSurroundings().t.studio
  return (
    <li className={done ? 'done' : undefined}>
      <Tick done={done} />
      <span>
        <span className="sr">{done ? overview.done : overview.toDo} </span>
        {done ? overview.items[key] : <Link to={path}>{overview.items[key]}</Link>}
        {!done && !required && <small>{overview.wish}</small>}
      </span>
    </li>
  )
}

function Tick({ done }: { done: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={done ? 'tick on' : 'tick'}>
      {done ? (
        <>
          <rect width="24" height="24" />
          <path d="M5 12.5l4.5 4.5L19 7.5" />
        </>
      ) : (
        <rect x="1.5" y="1.5" width="21" height="21" />
      )}
    </svg>
  )
}

function GoLive({ ready, answer }: { ready: boolean; answer: string | null }) {
  const { overview } = useSurroundings().t.studio
  const failure = useFailure('publish')
  return (
    <Form method="post" className="studio-live">
      <FormProblem failure={failure} />
      <p className="mute">{ready ? overview.ready : overview.notReady}</p>
      {answer !== null && (
        <TextField
          label={overview.answer}
          hint={overview.answerHint}
          name="answer"
          optional
          rows={3}
          maxLength={2000}
          defaultValue={failure?.values.answer ?? answer}
          error={failure?.problem.fields?.answer}
        />
      )}
      <Submit name="intent" value="publish" full disabled={!ready}>
        {overview.goLive}
      </Submit>
    </Form>
  )
}

/** What just happened to the event, after its form came back. */
export function Happened({ state }: { state: StudioEvent['state'] }) {
  const { overview } = useSurroundings().t.studio
  const [title, words] = state === 'waiting' ? overview.waitingNow : overview.liveNow
  return (
    <div role="status" className="studio-happened">
      <Notice tone="ok" title={title}>
        {words}
      </Notice>
    </div>
  )
}
