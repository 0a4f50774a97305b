import type { ReactNode } from 'react'

/** What a list says when there is nothing in it: what would be here, and the first step to it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <p className="mute">{children}</p>}
      {action}
    </div>
  )
}
