import { Form } from 'react-router'
import type { Permission } from '../../../src/modules/accounts/permissions.ts'
import { useSurroundings } from '../../host/hooks.ts'
import { Submit } from '../../ui/Button.tsx'
import { day, dayAndTime } from '../../ui/format.ts'
import { Tag } from '../../ui/Tag.tsx'
import type { loader } from './page.tsx'

type Key = Awaited<ReturnType<typeof loader>>['keys']['items'][number]

/** A key with what it may do and when it was used last, and the way to end it. */
export function KeyRow({ apiKey }: { apiKey: Key }) {
  const { t, language } = useSurroundings()
  const words = t.apiKeys
  const { id, name, start, scopes, madeBy, createdAt, expiresAt, lastUsedAt, state } = apiKey
  const now = new Date()
  const may: Record<Permission, string> = t.team.permissions
  return (
    <div className="money-rate key-row">
      <div>
        <h3>
          {name} {state !== 'live' && <Tag>{words.states[state]}</Tag>}
        </h3>
        <p className="studio-facts">
          <code>{start}…</code>
          <span className="mute" suppressHydrationWarning>
            {words.made(madeBy.name || t.acts.gone, day(createdAt, 'UTC', language, now))}
          </span>
          <span className="mute num" suppressHydrationWarning>
            {lastUsedAt ? words.used(dayAndTime(lastUsedAt, 'UTC', language, now)) : words.neverUsed}
          </span>
          {state === 'live' && (
            <span className="mute num" suppressHydrationWarning>
              {expiresAt ? words.until(day(expiresAt, 'UTC', language, now)) : words.endless}
            </span>
          )}
        </p>
        <ul className="key-scopes mute">
          {scopes.map((scope) => (
            <li key={scope}>{may[scope]}</li>
          ))}
        </ul>
      </div>
      {state === 'live' && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="keyId" value={id} />
          <Submit look="stop" name="intent" value="revoke" aria-label={words.revokeOf(name)}>
            {words.revoke}
          </Submit>
        </Form>
      )}
    </div>
  )
}
