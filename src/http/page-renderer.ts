import type { Language } from '../../lang/languages.ts'

/** What the server asks of the built pages. They are loaded at run time, so this is all it knows of them. */
export interface PageRenderer {
  /** Query parameters the page at this path reads; the rest must not reach it. */
  queryOf(path: string): readonly string[]
  render(page: PageRequest): Promise<PageReply>
}

/** One page to render. `request` is a GET, or the POST of a form. */
export interface PageRequest {
  request: Request
  /** The typed client, in process, acting for whoever sent the request. */
  api: unknown
  language: Language
  theme: 'light' | 'dark' | 'system'
  /** Whether a session cookie came along. */
  signedIn: boolean
  /** Whether others may be shown the same page: nothing in it may belong to one view. */
  shared: boolean
  /** Logs what a page threw that is not a refusal. */
  report: (error: unknown) => void
}

/** A rendered page, or a redirect (`location` among the headers, no HTML). Cached copies go when one of `tags` changes. */
export interface PageReply {
  status: number
  headers: [name: string, value: string][]
  tags: string[]
  html: string
}
