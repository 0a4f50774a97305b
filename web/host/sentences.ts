import type { Language } from '../../lang/languages.ts'
import type { Sentences } from './services.ts'

const publicSections = {
  en: () => import('../../lang/en/web.ts'),
  de: () => import('../../lang/de/web.ts'),
  hi: () => import('../../lang/hi/web.ts'),
} satisfies Record<Language, () => Promise<object>>

const workspaceSections = {
  en: () => import('../../lang/en/workspace.ts'),
  de: () => import('../../lang/de/workspace.ts'),
  hi: () => import('../../lang/hi/workspace.ts'),
} satisfies Record<Language, () => Promise<object>>

const loading = new Map<Language, Promise<Sentences>>()

/**
 * The sentences of one language, loaded once; a browser fetches no other. Those of the workspaces are a third of all and most people never see
 * them: they join the same object with the first page that needs them (`addWorkspaceSentences`).
 */
export function sentencesOf(language: Language): Promise<Sentences> {
  const known = loading.get(language) ?? publicSections[language]().then(({ web }) => ({ ...web }) as Sentences)
  // The promise, not what comes of it: a page and what it adds ask at once, and must get the same object.
  loading.set(language, known)
  return known
}

/** Adds the sentences of the workspaces to those of a language. */
export async function addWorkspaceSentences(language: Language): Promise<void> {
  const [sentences, { workspace }] = await Promise.all([sentencesOf(language), workspaceSections[language]()])
  Object.assign(sentences, workspace)
}
