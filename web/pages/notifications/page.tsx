import '../account/account.css'
import '../studio-orders/lists.css'
import './notifications.css'
import { Form, Link, redirect } from 'react-router'
import { useFailure, useLoaded, useSurroundings } from '../../host/hooks.ts'
import { nextPath } from '../../host/next.ts'
import { act, load, text } from '../../host/page.ts'
import { Submit } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { dayAndTime } from '../../ui/format.ts'
import { FormProblem } from '../../ui/Notice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useLiveMessages } from './useLiveMessages.ts'

export const loader = load(async ({ api, query }) => {
  const cursor = query.get('cursor')
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Fnotifications')
  const messages = await api['GET /api/me/notifications']({ query: cursor === null ? {} : { cursor } })
  return { timeZone: me.timeZone, unread: me.unread, messages, isLater: cursor !== null }
})

/** Marks all as read, or one, and leads to what that is about. */
export const action = act(async ({ api, form }) => {
  const notificationId = text(form, 'notification')
  if (notificationId === '') await api['POST /api/me/notifications/read']()
  else await api['POST /api/me/notifications/:notificationId/read']({ params: { notificationId } })
  return redirect(nextPath(text(form, 'next'), '/notifications'))
})

/** What somebody was told in the app, newest first. */
export function Component() {
  useLiveMessages()
  const { t } = useSurroundings()
  const failure = useFailure()
  const { unread, messages, isLater } = useLoaded<typeof loader>()
  const { notifications: words, account } = t.accounts
  return (
    <Frame title={words.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{words.title}</h1>
          <p className="account-acts">
            <Link className="text-btn" to="/account">
              {account.title}
            </Link>
            <Link className="text-btn" to="/account/notifications">
              {t.notifications.link}
            </Link>
          </p>
        </header>
        {unread > 0 && (
          <Form method="post">
            <FormProblem failure={failure} />
            <Submit look="line">{words.read}</Submit>
          </Form>
        )}
        {messages.items.length === 0 ? <EmptyState title={words.none[0]}>{words.none[1]}</EmptyState> : <Messages />}
        <Pages next={messages.next} isLater={isLater} />
      </div>
    </Frame>
  )
}

function Messages() {
  const { t, language } = useSurroundings()
  const { messages, timeZone } = useLoaded<typeof loader>()
  const { notifications: words } = t.accounts
  const now = new Date()
  return (
    <ul className="rows hard">
      {messages.items.map(({ id, title, message, url, createdAt, readAt }) => (
        <li key={id} className="notification">
          <p className="notification-head">
            <b>{title}</b>
            {readAt === null && <Tag tone="ok">{words.unread}</Tag>}
          </p>
          <p className="notification-words">{message}</p>
          <p className="num mute">{dayAndTime(createdAt, timeZone, language, now)}</p>
          {(url !== null || readAt === null) && (
            <Form method="post">
              <input type="hidden" name="notification" value={id} />
              {url !== null && <input type="hidden" name="next" value={url} />}
              <Submit look="line" aria-label={`${t.notifications[url === null ? 'readOne' : 'open']}: ${title}`}>
                {t.notifications[url === null ? 'readOne' : 'open']}
              </Submit>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
