import { catalogueOf } from '../../lang/catalogue.ts'
import type { Operation } from './call.ts'
import { type Client, clientOf, Problem } from './client.ts'
import type { Table } from './contract.ts'
import { problemOf, refusalOf } from './problem.ts'
import type { CallRequest } from './request.ts'

/**
 * The client in process, for server-rendered pages: the same checks and the same whitelisting as over HTTP, without HTTP.
 * One per page request. `report` logs what is not a refusal. Each call has its own status and key; cookies gather in `request.cookies`.
 */
export function localClient<T extends Table>(
  operations: ReadonlyMap<string, Operation>,
  request: CallRequest,
  report: (error: unknown, key: string) => void,
): Client<T> {
  return clientOf<T>(async (key, input) => {
    const operation = operations.get(key)
    if (!operation) throw new Error(`no such endpoint: ${key}`)
    const call: CallRequest = { ...request, idempotencyKey: input.key, status: undefined, cookies: request.cookies }
    try {
      const raw = { params: input.params ?? {}, query: present(input.query), body: input.body }
      return await operation.run(raw, call)
    } catch (error) {
      const refusal = refusalOf(error, request.id)
      if (refusal !== error) report(error, key)
      throw new Problem(problemOf(refusal, catalogueOf(request.language), request.id))
    }
  })
}

/** As over HTTP, a query value that is undefined is not sent. The copy keeps coercion away from the caller's object. */
const present = (query: Record<string, unknown> | undefined) =>
  Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== undefined))
