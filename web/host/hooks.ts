import { createContext, useContext } from 'react'
import { useActionData, useLoaderData } from 'react-router'
import type { Language } from '../../lang/languages.ts'
import type { Live } from './live.ts'
import type { Failure } from './page.ts'
import type { Sentences, Theme } from './services.ts'
import type { StepUp } from './step-up.ts'

/** What the whole tree of one page knows. */
export type Surroundings = {
  language: Language
  t: Sentences
  theme: Theme
  /** In browsers alone. */
  stepUp?: StepUp | undefined
  live?: Live | undefined
}

/** Carries the surroundings down the tree; the two entries provide it. */
export const SurroundingsContext = createContext<Surroundings | null>(null)

/** The sentences, language and theme of this page. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext)
  if (!surroundings) throw new Error('This component needs a SurroundingsContext above it')
  return surroundings
}

/** The sentences of this page's language. */
export function useSentences(): Sentences {
  return useSurroundings().t
}

/** What a page's `load` returned: `useLoaded<typeof loader>()`. */
export function useLoaded<Loader extends (...args: never[]) => Promise<unknown>>(): Awaited<ReturnType<Loader>> {
  return useLoaderData() as Awaited<ReturnType<Loader>>
}

/** The refusal of the form just sent, or null; with an intent, only of the form that has it. */
export function useFailure(intent?: string): Failure | null {
  const result: unknown = useActionData()
  const failed = typeof result === 'object' && result !== null && 'problem' in result ? (result as Failure) : null
  return failed && (intent === undefined || failed.intent === intent) ? failed : null
}
