import { Link } from 'react-router'
import { useSite } from '../root.tsx'

/** The way home: two streams that become one, and the name; or the logo that the operator has given. */
export function Mark() {
  const { name, logo } = useSite()
  if (logo)
    return (
      <Link className="mark" to="/">
        <img src={`/logo/${logo.key}`} width={logo.width / 2} height={logo.height / 2} alt={name} />
      </Link>
    )
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
