import { Form } from 'react-router'
import { useSentences } from '../../host/hooks.ts'
import type { WebClient } from '../../host/services.ts'
import { usePerson } from '../../root.tsx'
import { Submit } from '../../ui/Button.tsx'
import { ReasonForm } from './ReasonForm.tsx'

type Person = Awaited<ReturnType<WebClient['GET /api/admin/people/:userId']>>
type Step = { intent: 'reset' | 'act' | 'give' | 'take' | 'unban'; label: string; text: string; stop?: true }

/** What an administrator can do about a person, each with what follows from it. */
export function Steps({ person }: { person: Person }) {
  const { admin } = useSentences()
  const words = admin.person
  const isMyself = usePerson()?.id === person.id
  return (
    <section className="studio-section" aria-labelledby="further">
      <h2 id="further">{words.further}</h2>
      <ul className="studio-steps rows">
        {stepsFor(person, isMyself, words).map(({ intent, label, text, stop }) => (
          <li key={intent} className="studio-step">
            <p>{text}</p>
            {/* Whoever acts as somebody is somebody else from then on: every page is loaded anew. */}
            <Form method="post" reloadDocument={intent === 'act'}>
              <Submit look={stop ? 'stop' : 'line'} name="intent" value={intent}>
                {label}
              </Submit>
            </Form>
          </li>
        ))}
        {person.bannedAt === null && !isMyself && (
          <li>
            <ReasonForm
              intent="ban"
              text={words.banText}
              label={words.reason}
              hint={words.reasonHint}
              submit={words.ban}
            />
          </li>
        )}
      </ul>
    </section>
  )
}

function stepsFor(
  { bannedAt, administrator, emailVerified }: Person,
  isMyself: boolean,
  words: ReturnType<typeof useSentences>['admin']['person'],
): Step[] {
  if (bannedAt !== null) return [{ intent: 'unban', label: words.unban, text: words.unbanText }]
  const steps: (Step | false)[] = [
    { intent: 'reset', label: words.reset, text: words.resetText },
    !administrator && !isMyself && { intent: 'act', label: words.act, text: words.actText },
    !administrator && emailVerified && { intent: 'give', label: words.give, text: words.giveText },
    administrator && { intent: 'take', label: words.take, text: words.takeText, stop: true },
  ]
  return steps.filter((step) => step !== false)
}
