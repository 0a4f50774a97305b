import type { Catalogue } from '../../lang/shape.ts'
import { isInTheWay } from '../db/in-the-way.ts'
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

/**
 * What is thrown as a refusal. Work that the database undid because of other work, or that came while it is not there, is `busy`: all of it
 * can be done again. Anything else is a bug; its words stay in the log.
 */
export function refusalOf(error: unknown, requestId: string): Refusal {
  if (error instanceof Refusal) return error
  if (isInTheWay(error)) return new Refusal('busy')
  return new Refusal('internal', { requestId })
}

/** The sentence of a code takes the data of that code, which a table of all of them cannot say. */
const sentence = (catalogue: Catalogue, code: RefusalCode) => catalogue.errors.codes[code] as unknown as Sentence

function fieldsOf(refusal: Refusal, catalogue: Catalogue, detail: string): Record<string, string> | undefined {
  if (refusal.broken.length > 0)
    return Object.fromEntries(
      refusal.broken.map(({ path, rule, limit }) => [path, catalogue.errors.rules[rule](limit ?? 0)]),
    )
  return refusal.field === undefined ? undefined : { [refusal.field]: detail }
}
