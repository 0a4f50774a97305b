import 'virtual:look.css'
import './styles/main.css'
import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { createBrowserRouter, matchRoutes, RouterContextProvider } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import type { Language } from '../lang/languages.ts'
import { httpClient } from '../src/http/client.ts'
import { makeLive, openWhenIdle } from './host/live.ts'
import { newRepeatKey } from './host/repeat-key.ts'
import { Surround } from './host/Surround.tsx'
import { sentencesOf } from './host/sentences.ts'
import type { Theme, WebClient } from './host/services.ts'
import { servicesContext } from './host/services.ts'
import { parseState } from './host/state.ts'
import { makeStepUp } from './host/step-up.ts'
import { routes } from './routes.tsx'

const { lang, dataset } = document.documentElement
const language = lang as Language
const theme = (dataset.theme ?? 'system') as Theme
const container = document.getElementById('app')
const state = document.getElementById('state')?.textContent
const api: WebClient = httpClient('')

await start()

/** Takes over the page the server rendered, or draws it where the server sent only the shell. */
async function start(): Promise<void> {
  if (!container) return
  const [t] = await Promise.all([sentencesOf(language), state ? loadMatchedPages() : undefined])
  // The session cookie is out of reach of scripts: ask, and let the API decide.
  const stepUp = makeStepUp(api)
  const live = makeLive(openWhenIdle)
  const services = {
    api,
    language,
    t,
    theme,
    signedIn: true,
    confirm: stepUp.ask,
    repeatKey: newRepeatKey,
    tag: () => undefined,
  }
  const router = createBrowserRouter(routes, {
    ...(state ? { hydrationData: parseState(state) } : {}),
    getContext: () => new RouterContextProvider(new Map([[servicesContext, services]])),
  })
  const page = (
    <StrictMode>
      <Surround language={language} t={t} theme={theme} stepUp={stepUp} live={live}>
        <RouterProvider router={router} />
      </Surround>
    </StrictMode>
  )
  if (state) hydrateRoot(container, page)
  else createRoot(container).render(page)
}

/** The code of this page has to be there before the first render, or it would differ from the server's. */
async function loadMatchedPages(): Promise<void> {
  for (const { route } of matchRoutes(routes, location) ?? []) {
    if (typeof route.lazy !== 'function') continue
    const module = await route.lazy()
    Object.assign(route, module, { lazy: undefined })
  }
}
