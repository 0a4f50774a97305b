import '../../ui/pick.css'
import { ChevronDown } from 'lucide-react'
import type { ReactNode, SyntheticEvent } from 'react'
import { Link } from 'react-router'
import { Icon } from '../../ui/Icon.tsx'

/** One line of a picker: an address, its words, and whether it is where one is. */
export type Option = { to: string; label: string; on: boolean }

type PickProps = {
  /** The popover's id, which other buttons may open too. */
  id: string
  /** What is chosen here: `Where`. */
  title: string
  /** What is chosen now: `Lisbon`. */
  label: string
  on: boolean
  options: readonly Option[]
  /** A form below the options. */
  children?: ReactNode
}

/** A chip that opens a list of addresses. It is the browser's own popover, so it works without JavaScript. */
export function Pick({ id, title, label, on, options, children }: PickProps) {
  return (
    <>
      <button type="button" className={on ? 'chip on' : 'chip'} popoverTarget={id}>
        <span suppressHydrationWarning>{label}</span>
        <Icon of={ChevronDown} />
      </button>
      <div id={id} popover="auto" className="pick">
        <p className="pick-title">{title}</p>
        <ul>
          {options.map(({ to, label: words, on: isHere }) => (
            <li key={to}>
              <Link to={to} preventScrollReset onClick={closePick} aria-current={isHere ? 'true' : undefined}>
                <span suppressHydrationWarning>{words}</span>
              </Link>
            </li>
          ))}
        </ul>
        {children}
      </div>
    </>
  )
}

/** The page stays when something is chosen, so the list must go by itself. */
export function closePick({ currentTarget }: SyntheticEvent<HTMLElement>): void {
  currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
}
