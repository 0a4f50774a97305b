import { Link } from 'react-router'
import { useSite } from '../root.tsx'

/** Two streams that become one, and the name: the way home. */
export function Mark() {
  const { name } = useSite()
  return (
    <Link className="mark" to="/">
      <svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="6">
        <path d="M0 5h6a11 11 0 0 1 11 11h15" />
        <path d="M0 27h6a11 11 0 0 0 7.8-3.2" />
      </svg>
      {name}
    </Link>
  )
}
