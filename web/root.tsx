import { useEffect, useRef } from 'react'
import type { ShouldRevalidateFunction } from 'react-router'
import { Outlet, ScrollRestoration, useLocation, useNavigation, useRouteLoaderData } from 'react-router'
import { useSentences } from './host/hooks.ts'
import { load } from './host/page.ts'

/** Who is looking; null when signed out. */
export type Person = Awaited<ReturnType<typeof loader>>['person']

/** Loads who is looking, unless the server already sees that nobody is signed in. */
export const loader = load(async ({ api, signedIn }) => ({ person: signedIn ? await api['GET /api/me']() : null }))

/** Who is looking, and what they may do, changes only by the forms of signing in and out, of the account and of organizations. */
export const revalidateRoot: ShouldRevalidateFunction = ({ formAction }) =>
  /^\/(sign-|account|studio\/new)/.test(formAction ?? '')

/** The person looking, or null. Also null where the root could not be loaded. */
export function usePerson(): Person {
  const root = useRouteLoaderData<{ person: Person }>('root')
  return root?.person ?? null
}

/** What surrounds every page: a line that shows loading, focus that follows to the new page, and scrolling back to where one was. */
export function Root() {
  const { ui } = useSentences()
  const { state } = useNavigation()
  useFocusOnNewPage()
  return (
    <>
      {state === 'loading' && <div className="pending" role="progressbar" aria-label={ui.loading} />}
      <Outlet />
      <ScrollRestoration />
    </>
  )
}

/** After a click on a link a browser reads the new document; a router has to say so itself. */
function useFocusOnNewPage(): void {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [pathname])
}
