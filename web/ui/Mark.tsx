import { Link } from 'react-router'
import { useSentences } from '../host/hooks.ts'

/** Two streams that become one, and the name: the way home. */
export function Mark() {
  const { ui } = useSentences()
  return (
    <Link className="mark" to="/">
      <svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="6">
        <path d="M0 5h6a11 11 0 0 1 11 11h15" />
        <path d="M0 27h6a11 11 0 0 0 7.8-3.2" />
      </svg>
      {ui.siteName}
    </Link>
  )
}
