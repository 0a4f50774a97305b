import { text } from '../../host/page.ts'

/** The way to pay that a form says: a provider, with one of the ways it keeps after a colon, or with the wish that it keeps this one. */
export function wayOf(form: FormData): { provider: string; method?: string; remember?: true } {
  const [provider = '', method] = text(form, 'provider').split(':')
  if (method) return { provider, method }
  return form.getAll('remember').includes(provider) ? { provider, remember: true } : { provider }
}
