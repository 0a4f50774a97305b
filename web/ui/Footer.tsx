import { Link, useLocation } from 'react-router'
import { languages } from '../../lang/languages.ts'
import { useSurroundings } from '../host/hooks.ts'
import { usePerson, useSite } from '../root.tsx'

/** Says what this is, and switches language and colours by plain forms. */
export function Footer() {
  const { t, language, theme } = useSurroundings()
  const { pathname, search } = useLocation()
  const next = pathname + search
  const { ui } = t
  const { legal } = useSite()
  const person = usePerson()
  return (
    <footer className="foot-line">
      <span>{ui.openSource}</span>
      <Link to="/discover">{ui.discover}</Link>
      <Link to="/studio">{ui.putOn}</Link>
      {legal.map((text) => (
        <Link key={text} to={`/legal/${text}`}>
          {ui.legal[text]}
        </Link>
      ))}
      {/* The account's own page has it already, with more beside it. */}
      {person && !person.actedAs && pathname !== '/account' && (
        <form method="post" action="/account" className="preferences">
          <button type="submit" name="intent" value="sign-out">
            {ui.signOut}
          </button>
        </form>
      )}
      <form method="post" action="/preferences" className="preferences" aria-label={ui.language}>
        <input type="hidden" name="next" value={next} />
        {Object.entries(languages).map(([code, name]) => (
          <button key={code} type="submit" name="lang" value={code} lang={code} aria-pressed={code === language}>
            {name}
          </button>
        ))}
      </form>
      <form method="post" action="/preferences" className="preferences" aria-label={ui.theme}>
        <input type="hidden" name="next" value={next} />
        {Object.entries(ui.themes).map(([value, name]) => (
          <button key={value} type="submit" name="theme" value={value} aria-pressed={value === theme}>
            {name}
          </button>
        ))}
      </form>
    </footer>
  )
}
