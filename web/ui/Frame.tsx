import type { ReactNode } from 'react'
import type { PaletteName } from '../../src/lib/look/name.ts'
import { useSentences } from '../host/hooks.ts'
import { useSite } from '../root.tsx'
import { Bar } from './Bar.tsx'
import { Footer } from './Footer.tsx'

/** Where in the main navigation a page is. */
export type Place = 'discover' | 'studio' | 'tickets' | 'account'

type FrameProps = {
  /** The document's title, without the site's name. */
  title: string
  /** One sentence for search engines and previews. */
  description?: string
  current?: Place
  /** The event's colours: they reach everything on the page, accents too. */
  palette?: PaletteName
  /** What opens the page on the event's ground, which then carries the bar too. */
  hero?: ReactNode
  children: ReactNode
}

/** Bar, page and footer: what every public page stands in. */
export function Frame({ title, description, current, palette, hero, children }: FrameProps) {
  const { ui } = useSentences()
  const site = useSite()
  return (
    <div className={palette && `p-${palette}`}>
      <title>{`${title} · ${site.name}`}</title>
      {description && <meta name="description" content={description} />}
      <a className="skip" href="#main">
        {ui.skip}
      </a>
      <div className={hero ? 'on-poster' : undefined}>
        <div className="wrap">
          <Bar current={current} />
        </div>
      </div>
      <main id="main" tabIndex={-1}>
        {hero && (
          <div className="on-poster">
            <div className="wrap">{hero}</div>
          </div>
        )}
        <div className="wrap">{children}</div>
      </main>
      <div className="wrap">
        <Footer />
      </div>
    </div>
  )
}
