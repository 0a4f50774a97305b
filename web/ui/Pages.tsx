import { Link } from 'react-router'
import { useSentences } from '../host/hooks.ts'

type PagesProps = {
  /** The cursor of the next page, or null, and whether this is not the first. */
  next: string | null
  isLater: boolean
  /** What the list is asked for, which the links keep. */
  filter?: Readonly<Record<string, string>>
  /** The parameter that carries the cursor, where a page has several lists. */
  name?: string
  /** What the way on says, where what comes next is not older. */
  label?: string
}

/** The way to the next part of a list, and back to its beginning. */
export function Pages({ next, isLater, filter = {}, name = 'cursor', label }: PagesProps) {
  const { money } = useSentences()
  if (!next && !isLater) return null
  return (
    <p className="list-pages">
      {next && (
        <Link className="text-btn" to={`?${new URLSearchParams({ ...filter, [name]: next })}`}>
          {label ?? money.older}
        </Link>
      )}
      {isLater && (
        <Link className="text-btn" to={`?${new URLSearchParams(filter)}`}>
          {money.first}
        </Link>
      )}
    </p>
  )
}
