import './workspace.css'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { NavLink, useLocation } from 'react-router'
import type { PaletteName } from '../../src/lib/look/name.ts'
import { useSentences } from '../host/hooks.ts'
import { useSite } from '../root.tsx'
import { Bell } from './Bell.tsx'
import { Footer } from './Footer.tsx'
import { Mark } from './Mark.tsx'
import { SuspensionNotice } from './SuspensionNotice.tsx'

/** One section of a workspace; `end` for the one whose path begins the paths of the others, `document` for what is a document of its own. */
export type Section = { to: string; label: string; count?: string; end?: boolean; document?: boolean }

type WorkspaceProps = {
  title: string
  /** The event's colours, or none for what belongs to the whole organization. */
  palette?: PaletteName
  sections: readonly Section[]
  /** Below the sections: the organization and its other events. */
  aside?: ReactNode
  /** Under the title: when, where, in which state. */
  note?: ReactNode
  /** Art at the start of the header, and what can be done at its end. */
  art?: ReactNode
  acts?: ReactNode
  children: ReactNode
}

/** Where organizers and administrators work: calm and dense, with the event's colour as its thread. */
export function Workspace({ title, palette, sections, aside, note, art, acts, children }: WorkspaceProps) {
  const { ui } = useSentences()
  const site = useSite()
  return (
    <div className={palette ? `workspace p-${palette}` : 'workspace'}>
      <title>{`${title} · ${site.name}`}</title>
      <a className="skip" href="#main">
        {ui.skip}
      </a>
      <aside className="workspace-side">
        <div className="workspace-top">
          <Mark />
          <Bell />
        </div>
        <Sections sections={sections} />
        {aside && <div className="workspace-aside">{aside}</div>}
      </aside>
      <div className="workspace-page">
        <header className={palette ? 'workspace-head on-poster' : 'workspace-head'}>
          {art}
          <div className="workspace-title">
            <h1 className="loud">{title}</h1>
            {note && <p>{note}</p>}
          </div>
          {acts && <div className="workspace-acts">{acts}</div>}
        </header>
        <main id="main" className="workspace-main" tabIndex={-1}>
          <SuspensionNotice />
          {children}
        </main>
        <div className="workspace-main">
          <Footer />
        </div>
      </div>
    </div>
  )
}

function Sections({ sections }: { sections: readonly Section[] }) {
  const { ui } = useSentences()
  const { pathname } = useLocation()
  const list = useRef<HTMLUListElement>(null)
  // On a phone the sections are a row that is wider than the screen; the current one may be past its end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path decides which section is current.
  useEffect(() => {
    const row = list.current
    const current = row?.querySelector<HTMLElement>('[aria-current]')
    if (row && current) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2
  }, [pathname])
  return (
    <nav aria-label={ui.sections}>
      <ul ref={list}>
        {sections.map(({ to, label, count, end = false, document = false }) => (
          <li key={to}>
            <NavLink to={to} end={end} reloadDocument={document}>
              {label}
              {count !== undefined && <span className="num">{count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
