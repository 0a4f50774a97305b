import { Link } from 'react-router'
import { useSentences } from '../host/hooks.ts'
import { usePerson } from '../root.tsx'
import { Avatar } from './Avatar.tsx'
import { Bell } from './Bell.tsx'
import type { Place } from './Frame.tsx'
import { Mark } from './Mark.tsx'

/** The mark and the main navigation. On a narrow screen what is not urgent moves to the footer's reach. */
export function Bar({ current }: { current: Place | undefined }) {
  const { ui } = useSentences()
  const person = usePerson()
  const links: { place: Place; to: string; label: string; always?: boolean }[] = [
    { place: 'discover', to: '/discover', label: ui.discover },
    { place: 'studio', to: '/studio', label: ui.putOn },
    { place: 'tickets', to: '/tickets', label: ui.myTickets, always: true },
    person
      ? { place: 'account', to: '/account', label: ui.account, always: true }
      : { place: 'account', to: '/sign-in', label: ui.signIn, always: true },
  ]
  return (
    <header className="bar">
      <Mark />
      <nav aria-label={ui.mainNavigation}>
        {links.map(({ place, to, label, always }) => (
          <Link
            key={place}
            to={to}
            className={always ? undefined : 'opt'}
            aria-current={current === place ? 'page' : undefined}
          >
            {person?.photo && place === 'account' && <Avatar name={person.name} photo={person.photo} />}
            {label}
          </Link>
        ))}
      </nav>
      <Bell />
    </header>
  )
}
