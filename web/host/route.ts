import type { RouteObject } from 'react-router'
import type { Language } from '../../lang/languages.ts'
import { addWorkspaceSentences } from './sentences.ts'

/** What the host must know of a page before its code is loaded. */
export type PageHandle = {
  /** Folder under `pages/`. */
  page: string
  /** False: the server sends the shell, and the browser loads the data. For signed-in workspaces. */
  ssr: boolean
  /** Query parameters the page reads. Others are dropped on the server, so that they cannot split or fill the cache. */
  query: readonly string[]
  /** Set for workspaces: the server sends the signed-out to the sign-in page at once. */
  signedIn: boolean
  /** Whether it speaks with the sentences of accounts and workspaces too, which are loaded just for such pages. */
  allSentences: boolean
}

type PageModule = Partial<Pick<RouteObject, 'loader' | 'action' | 'Component' | 'ErrorBoundary' | 'shouldRevalidate'>>

const modules = import.meta.glob<PageModule>('../pages/*/page.tsx')

/**
 * One row of the route table: a path and the folder of its page. The folder's `page.tsx` exports `Component` and, if it has
 * them, `loader`, `action`, `ErrorBoundary`; it loads when it is first needed.
 */
export function page(path: string, folder: string, options: Partial<Omit<PageHandle, 'page'>> = {}): RouteObject {
  const module = modules[`../pages/${folder}/page.tsx`]
  if (!module) throw new Error(`There is no page called ${folder}`)
  const workspace = options.ssr === false
  const handle: PageHandle = {
    page: folder,
    ssr: true,
    query: [],
    signedIn: workspace,
    allSentences: workspace,
    ...options,
  }
  const lazy = async () => {
    // On the server the renderer adds them, for it knows the language; here the document does.
    const isBrowser = typeof document !== 'undefined'
    const [code] = await Promise.all([
      module(),
      handle.allSentences && isBrowser ? addWorkspaceSentences(document.documentElement.lang as Language) : undefined,
    ])
    return code as PageModule
  }
  // One page may stand at several paths, so the path is what names the route.
  return { id: path, path, handle, lazy }
}

/** A workspace page: the signed-in see the shell at once and the data when it is there; the rest are asked to sign in. */
export function workspace(path: string, folder: string, query: readonly string[] = []): RouteObject {
  return page(path, folder, { ssr: false, query })
}

/** The handle of the innermost page among some matches. */
export function pageHandle(matches: readonly { route: RouteObject }[] | null): PageHandle | undefined {
  return matches?.map((match) => match.route.handle as PageHandle | undefined).findLast(Boolean)
}
