import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import { newOrderCode } from '../codes.ts'

/** Enough that all being taken cannot happen, whatever has been sold. */
const candidates = 4

/** A code that no order has. */
export async function freeOrderCode(tx: Tx): Promise<string> {
  const codes = Array.from({ length: candidates }, newOrderCode)
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${codes}::text[]) as c (code)
    where not exists (select from "order" o where o.code = c.code) limit 1`.execute(tx)
  const free = rows[0]
  if (!free) throw new Error('no free order code')
  return free.code
}
