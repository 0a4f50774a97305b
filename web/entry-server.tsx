import { renderToString } from 'react-dom/server'
import type { StaticHandlerContext } from 'react-router'
import {
  createStaticHandler,
  createStaticRouter,
  matchRoutes,
  RouterContextProvider,
  StaticRouterProvider,
} from 'react-router'
import type { PageRenderer, PageReply, PageRequest } from '../src/http/page-renderer.ts'
import type { Assets } from './host/assets.ts'
import { assetsOf } from './host/assets.ts'
import { frameDocument } from './host/document.ts'
import type { Surroundings } from './host/hooks.ts'
import { newRepeatKey } from './host/repeat-key.ts'
import { type PageHandle, pageHandle } from './host/route.ts'
import { Surround } from './host/Surround.tsx'
import { addWorkspaceSentences, sentencesOf } from './host/sentences.ts'
import type { WebClient } from './host/services.ts'
import { servicesContext } from './host/services.ts'
import { serializeState } from './host/state.ts'
import { routes } from './routes.tsx'
import { Loading } from './ui/Loading.tsx'

/** The pages as the server's host uses them; `manifest` is the text of Vite's manifest, or null in development. */
export function createRenderer(manifest: string | null): PageRenderer {
  const handler = createStaticHandler(routes)
  const assets = assetsOf(manifest)
  const handleAt = handleFinder()
  return {
    queryOf: (path) => handleAt(path)?.query ?? [],
    render: (page) => render({ handler, assets, handleAt }, page),
  }
}

type Handler = ReturnType<typeof createStaticHandler>

/** What all pages are made with. */
interface Making {
  handler: Handler
  assets: Assets
  handleAt: HandleFinder
}

type HandleFinder = (path: string) => PageHandle | undefined

const MOST_PATHS = 2000

/** What the host must know of the page at a path. The router compiles the patterns of every route for each look, so what was found is kept. */
function handleFinder(): HandleFinder {
  const known = new Map<string, PageHandle | undefined>()
  return (path) => {
    if (known.has(path)) return known.get(path)
    const handle = pageHandle(matchRoutes(routes, path))
    if (known.size >= MOST_PATHS) known.clear()
    known.set(path, handle)
    return handle
  }
}

async function render({ handler, assets, handleAt }: Making, page: PageRequest): Promise<PageReply> {
  const { request, language, theme, signedIn, shared } = page
  const { pathname, search } = new URL(request.url)
  const handle = handleAt(pathname)
  if (handle?.signedIn && !signedIn) return redirection(303, `/sign-in?next=${encodeURIComponent(pathname + search)}`)
  const t = await sentencesOf(language)
  if (handle?.allSentences) await addWorkspaceSentences(language)
  const surroundings = { language, t, theme }
  const document = { ...surroundings, assets: assets.of(handle?.page, language) }
  if (handle && !handle.ssr && request.method === 'GET') {
    const shell = renderToString(
      <Surround {...surroundings}>
        <Loading />
      </Surround>,
    )
    return { status: 200, headers: [], tags: [], html: frameDocument({ ...document, markup: shell, state: null }) }
  }

  const tags = new Set<string>()
  const tag = (name: string) => void tags.add(name)
  const repeatKey = () => (shared ? '' : newRepeatKey())
  const services = { ...surroundings, api: page.api as WebClient, signedIn, repeatKey, tag }
  const requestContext = new RouterContextProvider(new Map([[servicesContext, services]]))
  const context = await handler.query(request, { requestContext })
  if (context instanceof Response) return responseReply(context, request.method)
  reportUnexpected(context, page.report)
  const markup = draw(handler, context, surroundings, page.report)
  const html = frameDocument({ ...document, markup, state: serializeState(context) })
  return { status: context.statusCode, headers: headersOf(context), tags: [...tags], html }
}

/** Draws the page, or the page that says something broke where drawing itself fails: there are no error boundaries on a server. */
function draw(
  handler: Handler,
  context: StaticHandlerContext,
  surroundings: Surroundings,
  report: PageRequest['report'],
) {
  const once = () =>
    renderToString(
      <Surround {...surroundings}>
        <StaticRouterProvider
          router={createStaticRouter(handler.dataRoutes, context)}
          context={context}
          hydrate={false}
        />
      </Surround>,
    )
  try {
    return once()
  } catch (error) {
    report(error)
    context.statusCode = 500
    context.errors = { root: error }
    return once()
  }
}

/** After a form a browser must fetch the next page with GET, which only 303 says plainly (RFC 9110 §15.4.4). */
function responseReply(response: Response, method: string): PageReply {
  const location = response.headers.get('location')
  const isRedirect = response.status >= 300 && response.status < 400
  if (!location || !isRedirect) return { status: response.status, headers: [...response.headers], tags: [], html: '' }
  return redirection(method === 'GET' ? response.status : 303, location)
}

function redirection(status: number, location: string): PageReply {
  return { status, headers: [['location', location]], tags: [], html: '' }
}

function headersOf({ loaderHeaders, actionHeaders }: StaticHandlerContext): [string, string][] {
  const all = [...Object.values(loaderHeaders), ...Object.values(actionHeaders)]
  return all.flatMap((headers) => [...headers]).filter(([name]) => name !== 'content-type')
}

function reportUnexpected({ errors }: StaticHandlerContext, report: (error: unknown) => void): void {
  for (const error of Object.values(errors ?? {})) if (error instanceof Error) report(error)
}
