import { type RawBuilder, sql } from 'kysely'
import { newOrderCode } from '../codes.ts'

/** Enough that all being taken cannot happen, whatever has been sold. */
const candidates = 4

/** An expression for a code that no order has; null, which no order takes, if all that were drawn are taken. */
export function freeOrderCode(): RawBuilder<string> {
  const codes = Array.from({ length: candidates }, newOrderCode)
  return sql<string>`(
    select c.code from unnest(${codes}::text[]) as c (code)
    where not exists (select from "order" o where o.code = c.code) limit 1)`
}
