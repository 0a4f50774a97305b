import { hash } from './random.ts'

/** The kinds of event, each with its own colours. */
export const CATEGORIES = ['music', 'tech', 'film', 'food', 'art', 'sport', 'talks', 'community', 'family'] as const

/** One kind of event. */
export type Category = (typeof CATEGORIES)[number]

/** How many palettes each category has. Palettes are few so that one stylesheet can hold a class for each. */
export const VARIANTS = 8

/** The name of a palette, such as `music-3`; its class in the stylesheet is the name after `p-`. */
export type PaletteName = `${Category}-${number}`

/** The names of all palettes, by category. */
export const PALETTE_NAMES: readonly PaletteName[] = CATEGORIES.flatMap((category) =>
  Array.from({ length: VARIANTS }, (_, variant): PaletteName => `${category}-${variant}`),
)

/** Which palette something of this category wears. The same id always wears the same one; an unknown category wears `community`. */
export function paletteName(id: string, category: string): PaletteName {
  return `${isCategory(category) ? category : 'community'}-${hash(`palette:${id}`) % VARIANTS}`
}

/** Whether a text is one of the categories. */
export function isCategory(text: string): text is Category {
  return (CATEGORIES as readonly string[]).includes(text)
}
