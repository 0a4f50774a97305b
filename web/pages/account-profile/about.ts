import { CATEGORIES, type Category } from '../../../src/lib/look/name.ts'
import { text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { oneOf } from '../studio-orders/asked.ts'

export type AboutOf = Awaited<ReturnType<WebClient['GET /api/me/profile']>>

export const GENDERS = ['woman', 'man', 'nonbinary', 'other'] as const satisfies readonly NonNullable<
  AboutOf['gender']
>[]

/** What the form says; a field left empty is nothing told. */
export function aboutOf(form: FormData): AboutOf {
  const year = text(form, 'birthYear')
  return {
    phone: text(form, 'phone') || null,
    city: text(form, 'city') || null,
    country: text(form, 'country') || null,
    birthYear: year === '' ? null : Number(year),
    gender: oneOf(text(form, 'gender'), GENDERS) ?? null,
    interests: form.getAll('interests').flatMap((one): Category[] => oneOfList(one) ?? []),
  }
}

const oneOfList = (given: FormDataEntryValue) => {
  const category = oneOf(String(given), CATEGORIES)
  return category && [category]
}
