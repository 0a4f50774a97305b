import './bell.css'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { useSentences } from '../host/hooks.ts'
import { useRoom } from '../host/useRoom.ts'
import { Icon } from './Icon.tsx'
import { isToasted, type Told } from './toasted.ts'

/** Milliseconds for which a toast stays, unless somebody is at it; and how many stay at once. */
const lasting = 8000
const most = 3

/** Says what has just happened to the person looking, wherever they are, without taking the focus. */
export default function Toasts({ userId }: { userId: string }) {
  const { ui } = useSentences()
  const { pathname } = useLocation()
  const newest = useRoom('person', userId)?.state.newest
  const [known, setKnown] = useState<string | null>()
  const [toasts, setToasts] = useState<readonly Told[]>([])
  useEffect(() => {
    if (newest === undefined) return
    setKnown(newest?.id ?? null)
    if (!newest || !isToasted(newest, known, Date.now()) || pathname === '/notifications') return
    setToasts((shown) => [...shown.filter(({ id }) => id !== newest.id), newest].slice(-most))
  }, [newest, known, pathname])
  const dismiss = (id: string) => setToasts((shown) => shown.filter((one) => one.id !== id))
  return (
    <section className="toasts" aria-label={ui.bell.news}>
      <div aria-live="polite">
        {toasts.map((toast) => (
          <Toast key={toast.id} toast={toast} onDismiss={() => dismiss(toast.id)} />
        ))}
      </div>
    </section>
  )
}

function Toast({ toast, onDismiss }: { toast: Told; onDismiss: () => void }) {
  const { ui } = useSentences()
  const [isHeld, setHeld] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what dismissing does stays the same.
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(onDismiss, lasting)
    return () => clearTimeout(timer)
  }, [isHeld])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it or reading it with the keyboard keeps it there.
    <div
      className="toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={({ key }) => key === 'Escape' && onDismiss()}
    >
      <div>
        <p>
          <Link className="reach" to={toast.url ?? '/notifications'} onClick={onDismiss}>
            {toast.title}
          </Link>
        </p>
        <p className="bell-words small">{toast.message}</p>
      </div>
      <button type="button" aria-label={ui.bell.dismiss(toast.title)} onClick={onDismiss}>
        <Icon of={X} />
      </button>
    </div>
  )
}
