import type { Catalogue } from '../../lang/shape.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import type { ProblemDocument } from './client.ts'

type Sentence = readonly [title: string, detail: (data: unknown) => string]

/** The RFC 9457 document of a refusal, in the language of `catalogue`. */
export function problemOf(refusal: Refusal, catalogue: Catalogue, requestId: string): ProblemDocument {
  const [title, detail] = sentence(catalogue, refusal.code)
  const document: ProblemDocument = {
    type: `/api/problems#${refusal.code}`,
    status: refusal.status,
    code: refusal.code,
    title,
    detail: detail(refusal.data),
    requestId,
  }
  const fields = fieldsOf(refusal, catalogue, document.detail)
  if (fields) document.fields = fields
  const seconds = (refusal.data as { seconds?: number } | undefined)?.seconds
  if (seconds !== undefined) document.retryAfter = seconds
  else if (refusal.status === 503) document.retryAfter = 1
  return document
}

/** Anything thrown that is not a refusal is a bug; its words stay in the log. */
export const refusalOf = (error: unknown, requestId: string): Refusal =>
  error instanceof Refusal ? error : new Refusal('internal', { requestId })

const sentence = (catalogue: Catalogue, code: RefusalCode) => catalogue.errors.codes[code] as unknown as Sentence

function fieldsOf(refusal: Refusal, catalogue: Catalogue, detail: string): Record<string, string> | undefined {
  if (refusal.broken.length > 0)
    return Object.fromEntries(
      refusal.broken.map(({ path, rule, limit }) => [path, catalogue.errors.rules[rule](limit ?? 0)]),
    )
  return refusal.field === undefined ? undefined : { [refusal.field]: detail }
}
