import './failed.css'
import { isRouteErrorResponse, Link, useLocation, useRouteError } from 'react-router'
import type { ProblemDocument } from '../../src/http/client.ts'
import { paletteName } from '../../src/lib/look/name.ts'
import { useSentences } from '../host/hooks.ts'
import type { Sentences } from '../host/services.ts'
import { usePerson } from '../root.tsx'
import { ActingBanner } from './ActingBanner.tsx'
import { Art } from './Art.tsx'
import { Fitted } from './Fitted.tsx'
import { Frame } from './Frame.tsx'

/** The page that stands in for one that failed: not found, not allowed, broken or out of reach, each with what to do. */
export function Failed() {
  const { ui } = useSentences()
  const { pathname, search } = useLocation()
  const { status, title, detail, requestId, mayAfterSignIn } = explain(useRouteError(), ui)
  const person = usePerson()
  const category = status === 404 ? 'art' : status === 403 ? 'film' : 'talks'
  const hero = (
    <div className="failed">
      <div className="failed-words">
        {status > 0 && !mayAfterSignIn && <p className="huge num">{status}</p>}
        <Fitted as="h1" name={title} wide={{ ratio: 0.4, largest: 24 }} narrow={{ ratio: 0.8 }} />
        <p className="failed-detail">{detail}</p>
        {requestId && <p className="num">{ui.requestNumber(requestId)}</p>}
        <p className="dialog-acts">
          <Link className="btn" to="/">
            {ui.toStart}
          </Link>
          {mayAfterSignIn && !person && (
            <Link className="btn line" to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>
              {ui.signIn}
            </Link>
          )}
          {status !== 404 && status !== 403 && (
            <a className="btn line" href={pathname + search}>
              {ui.tryAgain}
            </a>
          )}
        </p>
      </div>
      <Art seed={`error-${status}`} category={category} size={[900, 900]} />
    </div>
  )
  return (
    <>
      <ActingBanner />
      <Frame title={title} palette={paletteName(`error-${status}`, category)} hero={hero}>
        {null}
      </Frame>
    </>
  )
}

type Explanation = {
  status: number
  title: string
  detail: string
  requestId?: string | undefined
  mayAfterSignIn?: true
}

function explain(error: unknown, ui: Sentences['ui']): Explanation {
  const { notFound, notAllowed, broken, offline } = ui.failures
  if (!isRouteErrorResponse(error)) {
    const [title, detail] = isUnreachable(error) ? offline : broken
    return { status: isUnreachable(error) ? 0 : 500, title, detail }
  }
  const problem = problemOf(error.data)
  if (error.status === 404) return { status: 404, title: notFound[0], detail: notFound[1] }
  if (problem?.code === 'guests_only')
    return { status: 403, title: problem.title, detail: problem.detail, mayAfterSignIn: true }
  if (error.status === 403) return { status: 403, title: notAllowed[0], detail: problem?.detail ?? notAllowed[1] }
  const [title, detail] = problem ? [problem.title, problem.detail] : broken
  // The sentence for what is our fault names the number itself.
  const requestId = problem?.code === 'internal' ? undefined : problem?.requestId
  return { status: error.status, title, detail, requestId }
}

/** Browsers throw a TypeError when a request finds no server at all, each with words of its own. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
}

function problemOf(data: unknown): ProblemDocument | undefined {
  const problem = data as Partial<ProblemDocument> | null | undefined
  return typeof problem?.title === 'string' && typeof problem.detail === 'string'
    ? (problem as ProblemDocument)
    : undefined
}
