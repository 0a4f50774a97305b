import type { Language } from '../../lang/languages.ts'
import type { Sentences } from './services.ts'

const catalogues = {
  en: () => import('../../lang/en/web.ts'),
  de: () => import('../../lang/de/web.ts'),
  hi: () => import('../../lang/hi/web.ts'),
} satisfies Record<Language, () => Promise<{ web: Sentences }>>

const loaded = new Map<Language, Sentences>()

/** Loads the sentences of one language, once; a browser fetches no other. */
export async function sentencesOf(language: Language): Promise<Sentences> {
  const known = loaded.get(language)
  if (known) return known
  const { web } = await catalogues[language]()
  loaded.set(language, web)
  return web
}
