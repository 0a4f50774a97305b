import { useLoaded, useSurroundings } from '../../host/hooks.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { ButtonLink } from '../../ui/Button.tsx'
import { day } from '../../ui/format.ts'
import { Tag } from '../../ui/Tag.tsx'
import type { loader, Member } from './page.tsx'

/** Somebody in the team, and the way to their form for who may change something about them. */
export function MemberRow({ member: { userId, name, photo, email, role, since } }: { member: Member }) {
  const { t, language } = useSurroundings()
  const { team, myId } = useLoaded<typeof loader>()
  const mayChange = userId === myId || team.grants.includes(role)
  return (
    <div className="money-rate">
      <Avatar name={name} photo={photo} />
      <div className="team-who">
        <h3>
          {name} {userId === myId && <Tag>{t.team.you}</Tag>}
        </h3>
        <p className="studio-facts">
          <b>{t.accounts.account.roles[role]}</b>
          <span className="mute team-email">{email}</span>
          <span className="mute num" suppressHydrationWarning>
            {t.team.since(day(since, 'UTC', language, new Date()))}
          </span>
        </p>
      </div>
      {mayChange && (
        <ButtonLink look="line" to={`?edit=${userId}`} preventScrollReset aria-label={t.team.changeOf(name)}>
          {t.team.change}
        </ButtonLink>
      )}
    </div>
  )
}
