import { data } from 'react-router'
import type { Failure } from '../../host/page.ts'
import { text } from '../../host/page.ts'
import type { Sentences } from '../../host/services.ts'

/** Refuses a form that cannot even be sent on, as the API would: `fields` says what is wrong with which input. */
export function refuseForm({ studio }: Sentences, form: FormData, fields: Record<string, string>) {
  const [title, detail] = studio.checkInput
  const values = Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const problem = { type: 'about:blank', status: 400, code: 'invalid', title, detail, fields }
  return data<Failure>({ problem, values, intent: text(form, 'intent') || undefined }, { status: 400 })
}
