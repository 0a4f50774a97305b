import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ShouldRevalidateFunction } from 'react-router'
import { Outlet, ScrollRestoration, useLocation, useNavigation, useRouteLoaderData } from 'react-router'
import { useSentences, useSurroundings } from './host/hooks.ts'
import { load } from './host/page.ts'
import { ActingBanner } from './ui/ActingBanner.tsx'
import { ErasureBanner } from './ui/ErasureBanner.tsx'

/** Who is looking; null when signed out. */
export type Person = Awaited<ReturnType<typeof loader>>['person']

/** Loads who is looking, unless the server already sees that nobody is signed in, and what the platform is called. */
export const loader = load(async ({ api, signedIn }) => {
  const [person, site] = await Promise.all([signedIn ? api['GET /api/me']() : null, api['GET /api/site']()])
  return { person, site }
})

/** What the platform is called, and which texts its operator has written. Its usual name where the root could not be loaded. */
export function useSite(): Awaited<ReturnType<typeof loader>>['site'] {
  const { ui } = useSentences()
  const root = useRouteLoaderData<Awaited<ReturnType<typeof loader>>>('root')
  return root?.site ?? { name: ui.siteName, accent: null, logo: null, legal: [] }
}

/** Who is looking, and what they may do, changes only by the forms of signing in and out, of the account and of organizations. */
export const revalidateRoot: ShouldRevalidateFunction = ({ formAction }) =>
  /^\/(sign-|account|studio\/new|admin\/settings)/.test(formAction ?? '')

/** The person looking, or null. Also null where the root could not be loaded. */
export function usePerson(): Person {
  const root = useRouteLoaderData<{ person: Person }>('root')
  return root?.person ?? null
}

/** What surrounds every page: the platform's colour, a line that shows loading, focus that follows to the new page, and scrolling back to where one was. */
export function Root() {
  const { ui } = useSentences()
  const { state } = useNavigation()
  const { accent } = useSite()
  useFocusOnNewPage()
  return (
    <div className={accent ? `platform p-${accent}` : 'platform'}>
      {state === 'loading' && <div className="pending" role="progressbar" aria-label={ui.loading} />}
      <ActingBanner />
      <ErasureBanner />
      <Outlet />
      <Confirmation />
      <News />
      <ScrollRestoration />
    </div>
  )
}

/** Asks the person to show that it is them, when something they do needs it. */
function Confirmation() {
  const { stepUp } = useSurroundings()
  const asking = useSyncExternalStore(stepUp?.subscribe ?? noneAsks, stepUp?.current ?? nothing, nothing)
  if (!stepUp || !asking) return null
  return (
    <Suspense>
      <StepUpDialog api={stepUp.api} asking={asking} />
    </Suspense>
  )
}

const nothing = () => null
const noneAsks = () => () => undefined
/** Few ever see it, so its code comes when it is asked for. */
const StepUpDialog = lazy(() => import('./ui/StepUpDialog.tsx'))

/** What happens to the person looking while they are here. Whoever signs in or out is told of as who they are by then. */
function News() {
  const { live } = useSurroundings()
  const userId = usePerson()?.id
  const before = useRef(userId)
  const [isBrowser, setBrowser] = useState(false)
  useEffect(() => setBrowser(true), [])
  useEffect(() => {
    if (before.current !== userId) live?.renew()
    before.current = userId
  }, [live, userId])
  if (!isBrowser || userId === undefined) return null
  return (
    <Suspense>
      <Toasts key={userId} userId={userId} />
    </Suspense>
  )
}

/** Nothing has happened yet when a page opens, so its code can come later. */
const Toasts = lazy(() => import('./ui/Toasts.tsx'))

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
