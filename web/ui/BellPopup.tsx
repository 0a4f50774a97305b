import { Popover } from 'radix-ui'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { httpClient } from '../../src/http/client.ts'
import { useSurroundings } from '../host/hooks.ts'
import { isProblem } from '../host/page.ts'
import type { WebClient } from '../host/services.ts'
import { BellFace } from './Bell.tsx'
import { timeOrDay } from './format.ts'
import { Tag } from './Tag.tsx'

const api: WebClient = httpClient('')

type Message = Awaited<ReturnType<WebClient['GET /api/me/notifications']>>['items'][number]

/** How many are shown here; the rest is on the page of all. */
const shown = 6

type BellPopupProps = {
  timeZone: string
  unread: number
  /** The id of the newest message: with another one the list is looked up again. */
  newest: string | undefined
}

/** The newest messages, open over the page. It is not modal, as `MenuPopup`. */
export default function BellPopup({ timeZone, unread, newest }: BellPopupProps) {
  const { t } = useSurroundings()
  const [open, setOpen] = useState(true)
  const { messages, failure } = useMessages(open, `${newest} ${unread}`)
  const close = () => setOpen(false)
  const read = (message?: Message) => void markRead(message)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="bell" aria-label={t.ui.bell.label(unread)}>
        <BellFace unread={unread} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="bell-popup" align="end" sideOffset={4} aria-label={t.ui.bell.title}>
          <div className="bell-head">
            <h2>{t.ui.bell.title}</h2>
            {unread > 0 && (
              <button type="button" className="text-btn" onClick={() => read()}>
                {t.ui.bell.read}
              </button>
            )}
          </div>
          {failure && <p role="alert">{failure}</p>}
          {messages?.length === 0 && <p className="mute">{t.ui.bell.none}</p>}
          {messages && messages.length > 0 && (
            <ul className="rows">
              {messages.map((message) => (
                <MessageRow
                  key={message.id}
                  message={message}
                  timeZone={timeZone}
                  onFollow={() => {
                    close()
                    if (message.readAt === null) read(message)
                  }}
                />
              ))}
            </ul>
          )}
          <Link className="text-btn" to="/notifications" onClick={close}>
            {t.ui.bell.all}
          </Link>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

type RowProps = { message: Message; timeZone: string; onFollow: () => void }

function MessageRow({ message: { title, message, url, createdAt, readAt }, timeZone, onFollow }: RowProps) {
  const { t, language } = useSurroundings()
  return (
    <li className="bell-message">
      <p>
        <Link className="reach" to={url ?? '/notifications'} onClick={onFollow}>
          {title}
        </Link>{' '}
        {readAt === null && <Tag tone="ok">{t.ui.bell.unread}</Tag>}
      </p>
      <p className="bell-words small">{message}</p>
      <p className="num mute small">{timeOrDay(createdAt, timeZone, language)}</p>
    </li>
  )
}

/** The newest messages, looked up whenever `of` changes while they are shown. */
function useMessages(open: boolean, of: string) {
  const { t } = useSurroundings()
  const [messages, setMessages] = useState<readonly Message[]>()
  const [failure, setFailure] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` says that there is something else to look up.
  useEffect(() => {
    if (!open) return
    let isWanted = true
    api['GET /api/me/notifications']({ query: {} }).then(
      ({ items }) => {
        if (!isWanted) return
        setMessages(items.slice(0, shown))
        setFailure(undefined)
      },
      (error) => isWanted && setFailure(isProblem(error) ? error.detail : t.ui.failures.offline[1]),
    )
    return () => {
      isWanted = false
    }
  }, [open, of])
  return { messages, failure }
}

/** Marks one as read, or all. Where that fails they stay new, which the count says. */
const markRead = (message?: Message) =>
  (message
    ? api['POST /api/me/notifications/:notificationId/read']({ params: { notificationId: message.id } })
    : api['POST /api/me/notifications/read']()
  ).catch(() => undefined)
