/** The languages the interface speaks; the first is the fall-back. Names are written in the language itself. */
export const languages = { en: 'English', de: 'Deutsch', hi: 'हिन्दी' } as const

/** Which regional habits each language writes dates and amounts with. */
export const locales = { en: 'en-GB', de: 'de-DE', hi: 'hi-IN' } as const satisfies Record<
  keyof typeof languages,
  string
>

export type Language = keyof typeof languages

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(languages, value)

/** The best of our languages for an Accept-Language header (RFC 9110 §12.5.4). */
export function negotiate(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean)
    return { tag: tag.toLowerCase().split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
  })
  const best = wishes.sort((a, b) => b.quality - a.quality).find(({ tag, quality }) => isLanguage(tag) && quality > 0)
  return (best?.tag as Language | undefined) ?? 'en'
}
