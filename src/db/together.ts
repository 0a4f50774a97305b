import type { CompiledQuery, QueryResult, RawBuilder } from 'kysely'
import type { Tx } from './connect.ts'

/** The rows of each of these queries. */
type Rows<Q extends readonly RawBuilder<unknown>[]> = {
  [K in keyof Q]: Q[K] extends RawBuilder<infer Row> ? QueryResult<Row> : never
}

/**
 * Sends queries of one transaction together, without waiting for each other's answers: one way to the database and back for all. It carries
 * them out one after the other, each seeing what those before it did, and none after one that failed.
 */
export async function together<const Q extends readonly RawBuilder<unknown>[]>(
  tx: Tx,
  ...queries: Q
): Promise<Rows<Q>> {
  const compiled = queries.map((query) => query.compile(tx)) as CompiledQuery<unknown>[]
  // Results come in the order of the queries, each of its query's rows.
  return tx
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(compiled.map((query) => connection.executeQuery(query))),
    ) as unknown as Promise<Rows<Q>>
}
