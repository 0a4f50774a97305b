import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Icon } from './Icon.tsx'

/** One line of a menu: a place to go, or something to do. */
export type MenuItem = { key: string; label: string } & ({ to: string } | { onSelect: () => void })

type MenuProps = { label: string; items: readonly MenuItem[] }

const MenuPopup = lazy(() => import('./MenuPopup.tsx'))

/** A button that opens a menu. The menu's code is fetched at the first press. */
export function Menu({ label, items }: MenuProps) {
  const [isWanted, setWanted] = useState(false)
  const trigger = (
    <button type="button" className="chip" aria-haspopup="menu" aria-expanded="false" onClick={() => setWanted(true)}>
      {label}
      <Icon of={ChevronDown} />
    </button>
  )
  if (!isWanted) return trigger
  return (
    <Suspense fallback={trigger}>
      <MenuPopup label={label} items={items} />
    </Suspense>
  )
}
