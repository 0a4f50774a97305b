import { Form, Link, useActionData } from 'react-router'
import { type Language, languages } from '../../../lang/languages.ts'
import { useFailure, useSentences } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { Field, TextField } from '../../ui/Field.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import type { Previewed } from './page.tsx'

type MailLook = Awaited<ReturnType<WebClient['GET /api/organizations/:organizationId/mail-look']>>
type Kind = MailLook['texts'][number]['kind']

type WordsProps = {
  organization: { id: string; slug: string }
  look: MailLook
  kind: Kind
  language: Language
  kinds: readonly Kind[]
}

/** What a preview or a test left on the page. */
type Tried = { previewed?: Previewed; sentTo?: string; values: { subject: string; text: string } }

/** One mail in one language: in own words or the usual ones, and how it looks with them. */
export function Words({ organization, look, kind, language, kinds }: WordsProps) {
  const { mails } = useSentences()
  const failure = useFailure()
  const tried = useTried()
  const kept = look.texts.find((one) => one.kind === kind && one.language === language)
  const field = (name: 'subject' | 'text') => ({
    name,
    defaultValue: failure?.values[name] ?? tried?.values[name] ?? kept?.[name] ?? '',
    error: failure?.problem.fields?.[name],
  })
  const isWritten = (of: Kind, into: string) => look.texts.some((one) => one.kind === of && one.language === into)
  return (
    <section className="studio-section" aria-labelledby="words">
      <h2 id="words">{mails.words}</h2>
      <p className="mute">{mails.wordsText}</p>
      <nav className="mails-choice" aria-label={mails.mail}>
        {kinds.map((one) => (
          <Choice
            key={one}
            to={`?kind=${one}&language=${language}`}
            chosen={one === kind}
            own={isWritten(one, language)}
          >
            {mails.kinds[one]}
          </Choice>
        ))}
      </nav>
      <nav className="mails-choice" aria-label={mails.language}>
        {Object.entries(languages).map(([code, name]) => (
          <Choice
            key={code}
            to={`?kind=${kind}&language=${code}`}
            chosen={code === language}
            own={isWritten(kind, code)}
          >
            <span lang={code}>{name}</span>
          </Choice>
        ))}
      </nav>
      <div className="mails-desk">
        <Form method="post" className="money-form" preventScrollReset>
          <FormProblem failure={failure?.intent === 'look' || failure?.intent?.startsWith('logo') ? null : failure} />
          {tried?.sentTo !== undefined && (
            <div role="status">
              <Notice tone="ok" title={mails.sent[0]}>
                {mails.sent[1](tried.sentTo)}
              </Notice>
            </div>
          )}
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="language" value={language} />
          <Field
            label={mails.subject}
            hint={mails.subjectHint}
            optional
            maxLength={150}
            lang={language}
            {...field('subject')}
          />
          <TextField
            label={mails.text}
            hint={mails.textHint(look.placeholders.map((name) => `{${name}}`).join(' '))}
            rows={10}
            maxLength={4000}
            lang={language}
            {...field('text')}
          />
          <div className="mails-acts">
            <Submit name="intent" value="preview" look="line">
              {mails.preview}
            </Submit>
            <Submit name="intent" value="test" look="line">
              {mails.test}
            </Submit>
            <Submit name="intent" value="words">
              {mails.save}
            </Submit>
            {kept && (
              <Submit name="intent" value="usual" look="stop">
                {mails.usual}
              </Submit>
            )}
          </div>
        </Form>
        <MailPreview
          key={JSON.stringify([kept, look.logo, look.accent])}
          {...{ organization, kind, language, tried, kept: kept !== undefined }}
        />
      </div>
    </section>
  )
}

type ChoiceProps = { to: string; chosen: boolean; own: boolean; children: React.ReactNode }

function Choice({ to, chosen, own, children }: ChoiceProps) {
  const { mails } = useSentences()
  return (
    <Link className="chip" to={to} aria-current={chosen ? 'true' : undefined} preventScrollReset>
      {children}
      {own && <span className="mails-own">{mails.own}</span>}
    </Link>
  )
}

type PreviewProps = Pick<WordsProps, 'organization' | 'kind' | 'language'> & { tried: Tried | undefined; kept: boolean }

function MailPreview({ organization, kind, language, tried, kept }: PreviewProps) {
  const { mails } = useSentences()
  const draft = tried?.previewed?.draft
  const address = `/api/organizations/${organization.id}/mail-texts/${kind}/${language}/preview`
  return (
    <figure className="mails-preview">
      <figcaption className="mute small">
        {draft === undefined ? (kept ? mails.asItIs : mails.asUsual) : mails.asPreviewed}
      </figcaption>
      {tried?.previewed && <p className="mails-subject">{tried.previewed.subject}</p>}
      <iframe
        title={mails.frame}
        src={draft === undefined ? address : `${address}?draft=${draft}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
    </figure>
  )
}

/** A failure has `values`, too; it is told by its problem. */
function useTried(): Tried | undefined {
  const result = useActionData() as Tried | { problem: unknown } | undefined
  return result && !('problem' in result) ? result : undefined
}
