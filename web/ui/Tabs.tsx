import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useId, useRef, useState } from 'react'

/** One tab: a key, what it is called, and what it shows. */
export type Tab = { key: string; label: ReactNode; panel: ReactNode }

/**
 * Tabs by the ARIA pattern: arrow keys, Home and End move and select. Before JavaScript runs all panels show, one below the
 * other, so nothing is out of reach.
 */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const id = useId()
  const buttons = useRef<(HTMLButtonElement | null)[]>([])
  const [selected, setSelected] = useState(0)
  const [isLive, setLive] = useState(false)
  useEffect(() => setLive(true), [])

  const onKeyDown = (event: KeyboardEvent) => {
    const target = tabAfterKey(event.key, selected, tabs.length)
    if (target === undefined) return
    event.preventDefault()
    setSelected(target)
    buttons.current[target]?.focus()
  }

  return (
    <div>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab, index) => (
          <button
            key={tab.key}
            ref={(button) => {
              buttons.current[index] = button
            }}
            type="button"
            role="tab"
            id={`${id}-tab-${tab.key}`}
            aria-controls={`${id}-panel-${tab.key}`}
            aria-selected={index === selected}
            tabIndex={index === selected ? 0 : -1}
            onClick={() => setSelected(index)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab, index) => (
        <div
          key={tab.key}
          role="tabpanel"
          id={`${id}-panel-${tab.key}`}
          aria-labelledby={`${id}-tab-${tab.key}`}
          hidden={isLive && index !== selected}
        >
          {tab.panel}
        </div>
      ))}
    </div>
  )
}

function tabAfterKey(key: string, selected: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (selected + 1) % count
  if (key === 'ArrowLeft') return (selected + count - 1) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}
