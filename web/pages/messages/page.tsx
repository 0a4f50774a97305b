import './messages.css'
import { Link } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { dayAndTime } from '../../ui/format.ts'

export const loader = load(({ api }) => api['GET /api/dev/messages']({}))

/** The SMS of a development installation, as a phone would show them. */
export function Component() {
  const { t, language } = useSurroundings()
  const { items } = useLoaded<typeof loader>()
  const { mailbox, messages: words } = t
  return (
    <Frame title={words.title}>
      <header className="messages-head">
        <h1 className="loud">{words.title}</h1>
        <p className="mute">{words.text}</p>
        <p>
          <Link className="text-btn" to="/dev/mailbox">
            {mailbox.title}
          </Link>
        </p>
      </header>
      {items.length === 0 ? (
        <EmptyState title={words.empty[0]}>{words.empty[1]}</EmptyState>
      ) : (
        <ul className="rows hard messages">
          {items.map(({ id, recipient, text, segments, createdAt }) => (
            <li key={id} className="message">
              <p className="message-head">
                <b className="num">{mailbox.from(recipient)}</b>
                <time dateTime={createdAt} className="num mute" suppressHydrationWarning>
                  {dayAndTime(createdAt, 'UTC', language)} UTC
                </time>
              </p>
              <p className="message-words">{text}</p>
              <p className="mute small">{words.segments(segments)}</p>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}
