import { de } from './de.ts'
import { en } from './en.ts'
import { hi } from './hi.ts'
import type { Language } from './languages.ts'
import type { Catalogue } from './shape.ts'

const catalogues: Record<Language, Catalogue> = { en, de, hi }

/** Every sentence in one language. Browsers load just their own; servers have all. */
export const catalogueOf = (language: Language): Catalogue => catalogues[language]
