import type { ReactNode } from 'react'
import { EmptyState } from './EmptyState.tsx'

type AnswerListProps<Item> = {
  items: readonly Item[]
  /** Says that there are none, and what would stand here. */
  none: readonly [title: string, text: string]
  children: (item: Item) => ReactNode
}

/** What people wrote and somebody is to answer or close, one below the other. */
export function AnswerList<Item extends { id: string }>({ items, none, children }: AnswerListProps<Item>) {
  if (items.length === 0) return <EmptyState title={none[0]}>{none[1]}</EmptyState>
  return (
    <ul className="rows hard">
      {items.map((item) => (
        <li key={item.id} className="act">
          {children(item)}
        </li>
      ))}
    </ul>
  )
}
