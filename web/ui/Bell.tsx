import './bell.css'
import { Bell as BellDrawing } from 'lucide-react'
import { lazy, type MouseEvent, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { useSurroundings } from '../host/hooks.ts'
import { useRoom } from '../host/useRoom.ts'
import { usePerson } from '../root.tsx'
import { count } from './format.ts'
import { Icon } from './Icon.tsx'

const BellPopup = lazy(() => import('./BellPopup.tsx'))

/** How many messages are new to the person looking, kept up to date, and the way to them. With JavaScript the newest open right here. */
export function Bell() {
  const { t } = useSurroundings()
  const person = usePerson()
  const room = useRoom('person', person?.id)
  const [isWanted, setWanted] = useState(false)
  if (!person) return null
  const unread = room?.state.unread ?? person.unread
  const open = (click: MouseEvent) => {
    if (click.metaKey || click.ctrlKey || click.shiftKey) return
    click.preventDefault()
    setWanted(true)
  }
  const link = (
    <Link className="bell" to="/notifications" aria-label={t.ui.bell.label(unread)} onClick={open}>
      <BellFace unread={unread} />
    </Link>
  )
  if (!isWanted) return link
  return (
    <Suspense fallback={link}>
      <BellPopup timeZone={person.timeZone} unread={unread} newest={room?.state.newest?.id} />
    </Suspense>
  )
}

/** The drawing, and how many are new. */
export function BellFace({ unread }: { unread: number }) {
  const { language } = useSurroundings()
  return (
    <>
      <Icon of={BellDrawing} />
      {unread > 0 && (
        <span className="bell-count num" aria-hidden="true">
          {unread > most ? `${count(most, language)}+` : count(unread, language)}
        </span>
      )}
    </>
  )
}

const most = 99
