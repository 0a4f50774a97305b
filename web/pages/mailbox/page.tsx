import './mailbox.css'
import { Link } from 'react-router'
import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { load } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { MailView } from './MailView.tsx'
import { isView } from './views.ts'

type Mails = Awaited<ReturnType<WebClient['GET /api/dev/mails']>>['items']

export const loader = load(async ({ api, params, query }) => {
  const { mailId } = params
  const [{ items }, mail] = await Promise.all([
    api['GET /api/dev/mails']({}),
    mailId === undefined ? null : api['GET /api/dev/mails/:mailId']({ params: { mailId } }),
  ])
  const view = query.get('view')
  return { items, mail, view: isView(view) ? view : 'html' }
})

/** The mails of a development installation, as a mail program shows them. */
export function Component() {
  const { t } = useSurroundings()
  const { items, mail, view } = useLoaded<typeof loader>()
  const { mailbox } = t
  return (
    <Frame title={mailbox.title}>
      <header className="mailbox-head">
        <h1 className="loud">{mailbox.title}</h1>
        <p className="mute">{mailbox.text}</p>
        <p>
          <Link className="text-btn" to="/dev/messages">
            {t.messages.title}
          </Link>
        </p>
      </header>
      {items.length === 0 ? (
        <EmptyState title={mailbox.empty[0]}>{mailbox.empty[1]}</EmptyState>
      ) : (
        <div className={mail ? 'mailbox open' : 'mailbox'}>
          <MailList items={items} chosen={mail?.id} />
          {mail ? (
            <MailView mail={mail} view={view} />
          ) : (
            <EmptyState title={mailbox.choose[0]}>{mailbox.choose[1]}</EmptyState>
          )}
        </div>
      )}
    </Frame>
  )
}

function MailList({ items, chosen }: { items: Mails; chosen: string | undefined }) {
  const { t, language } = useSurroundings()
  return (
    <ul className="rows hard mailbox-list">
      {items.map(({ id, subject, recipient, createdAt }) => (
        <li key={id}>
          <Link to={`/dev/mailbox/${id}`} aria-current={id === chosen ? 'true' : undefined}>
            <b>{subject}</b>
            <span>{t.mailbox.from(recipient)}</span>
            <time dateTime={createdAt} className="num" suppressHydrationWarning>
              {dayAndTime(createdAt, 'UTC', language)} UTC
            </time>
          </Link>
        </li>
      ))}
    </ul>
  )
}
