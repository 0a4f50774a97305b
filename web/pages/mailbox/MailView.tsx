import { Paperclip } from 'lucide-react'
import { Link } from 'react-router'
import type { Language } from '../../../lang/languages.ts'
import { useSurroundings } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { View } from './views.ts'
import { views } from './views.ts'

type Mail = Awaited<ReturnType<WebClient['GET /api/dev/mails/:mailId']>>

/** What a mail's HTML may do in its frame: nothing, but its links lead on in this window. */
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation'

/** One mail: as it looks, as plain text, or its headers; and what is attached. */
export function MailView({ mail, view }: { mail: Mail; view: View }) {
  const { t } = useSurroundings()
  const { mailbox } = t
  return (
    <article className="mailbox-mail">
      <h2>{mail.subject}</h2>
      <p className="mute">{mailbox.from(mail.recipient)}</p>
      <nav aria-label={mailbox.view} className="mailbox-views">
        {views.map((one) => (
          <Link
            key={one}
            className="chip"
            to={`/dev/mailbox/${mail.id}?view=${one}`}
            aria-current={one === view ? 'true' : undefined}
          >
            {mailbox.views[one]}
          </Link>
        ))}
      </nav>
      {view === 'html' && (
        <iframe
          className="mailbox-frame"
          title={mailbox.frame(mail.subject)}
          src={`/api/dev/mails/${mail.id}/html`}
          sandbox={SANDBOX}
        />
      )}
      {view === 'text' && <pre className="mailbox-text">{mail.text}</pre>}
      {view === 'headers' && (
        <pre className="mailbox-text">{mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
      )}
      <Attachments mail={mail} />
    </article>
  )
}

function Attachments({ mail }: { mail: Mail }) {
  const { t, language } = useSurroundings()
  if (mail.attachments.length === 0) return null
  return (
    <section>
      <h3>{t.mailbox.attachments}</h3>
      <ul>
        {mail.attachments.map(({ index, name, bytes }) => (
          <li key={index}>
            <a className="text-btn" href={`/api/dev/mails/${mail.id}/attachments/${index}`} download>
              <Icon of={Paperclip} />
              {t.mailbox.attachment(name, size(bytes, language))}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const size = (bytes: number, language: Language) =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(bytes / 1000)
