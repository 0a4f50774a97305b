import './entrance.css'
import type { ReactNode } from 'react'
import { paletteName } from '../../src/lib/look/name.ts'
import { useSentences } from '../host/hooks.ts'
import { useSite } from '../root.tsx'
import type { Size } from './Art.tsx'
import { Art } from './Art.tsx'
import { Bar } from './Bar.tsx'
import { Footer } from './Footer.tsx'
import type { Place } from './Frame.tsx'

const SEED = 'conflux'
const USUAL = 'community'
const PANEL: Size = [520, 1000]
const STRIP: Size = [820, 180]

type EntranceProps = {
  title: string
  /** A sentence under the title. */
  lead?: ReactNode
  /** Where in the main navigation it is, when not at the account. */
  current?: Place
  children: ReactNode
}

/** A page with one short form on it, beside a wall of the platform's own art: signing in and up, and what leads there. */
export function Entrance({ title, lead, current = 'account', children }: EntranceProps) {
  const { ui } = useSentences()
  const site = useSite()
  const palette = site.accent ?? paletteName(SEED, USUAL)
  const [category = USUAL] = palette.split('-')
  return (
    <div className={`entrance p-${palette}`}>
      <title>{`${title} · ${site.name}`}</title>
      <a className="skip" href="#main">
        {ui.skip}
      </a>
      <div className="entrance-page">
        <Bar current={current} />
        <main id="main" tabIndex={-1} className="entrance-main">
          <h1 className="loud">{title}</h1>
          {lead && <p className="entrance-lead">{lead}</p>}
          {children}
        </main>
        <Footer />
      </div>
      <div className={`entrance-art on-poster p-${paletteName(SEED, category)}`} aria-hidden="true">
        <Art seed={SEED} category={category} size={PANEL} narrow={STRIP} eager />
      </div>
    </div>
  )
}
