import { createContext } from 'react-router'
import type { Language } from '../../lang/languages.ts'
import type { Catalogue } from '../../lang/shape.ts'
import type { Api } from '../../src/api.ts'
import type { Client } from '../../src/http/client.ts'

/** The API as a page calls it: over fetch in the browser, in process on the server. */
export type WebClient = Client<Api>

/** The sentences of the web pages in one language. */
export type Sentences = Catalogue['web'] & Catalogue['workspace']

/** Light or dark as chosen, or as the system has it. */
export type Theme = 'light' | 'dark' | 'system'

/** What every loader and action of one page request shares. */
export type Services = {
  api: WebClient
  language: Language
  t: Sentences
  theme: Theme
  /** Whether the browser carries a session. On the server a guess by its cookie; the API decides. */
  signedIn: boolean
  /** Asks the person to show that it is them, and says whether they did; in browsers alone. */
  confirm?: () => Promise<boolean>
  /**
   * A new Idempotency-Key, for a form of this view of the page; '' where the server's page is shown to others as well, who must not have the same. There
   * a form gets one in the browser, and without JavaScript none.
   */
  repeatKey: () => string
  /** Marks what the page shows by the id of its event, so that its cached copies go when a fact about that event arrives. */
  tag: (name: string) => void
}

/** The router's key for the services; the host fills it for each request. */
export const servicesContext = createContext<Services>()
