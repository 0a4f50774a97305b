/** What an organization may put in its own words. */
export const textKinds = ['confirmation', 'reminder', 'thanks'] as const
export type TextKind = (typeof textKinds)[number]

/** What stands in braces in an organization's own words, for what each reader has. */
export const placeholders = ['name', 'event', 'date', 'place', 'order', 'tickets'] as const
export type Placeholder = (typeof placeholders)[number]

/** Own words of an organization, as it wrote them. An empty subject is the usual one; paragraphs are lines of the text. */
export interface OwnText {
  subject: string
  text: string
}

const braces = /\{([^{}]*)\}|[{}]/g

/** What stands in braces, or is a brace, and is no placeholder; each once, as written. */
export const strangersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(braces)].filter(([, name]) => !isPlaceholder(name)).map(([found]) => found)),
]

/** The text with its placeholders filled in. What is filled in is not looked through for more. */
export const fillIn = (text: string, values: Readonly<Record<Placeholder, string>>): string =>
  text.replace(braces, (found, name: string | undefined) => (isPlaceholder(name) ? values[name] : found))

const isPlaceholder = (name: string | undefined): name is Placeholder => placeholders.some((one) => one === name)
