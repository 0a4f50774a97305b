import type { LucideIcon } from 'lucide-react'

/** A drawing beside words that say the same. It is hidden from screen readers: never use it alone without a label. */
export function Icon({ of: Drawing }: { of: LucideIcon }) {
  return <Drawing className="icon" strokeWidth={2.4} aria-hidden="true" focusable="false" />
}
