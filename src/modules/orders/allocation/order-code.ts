import { type RawBuilder, sql } from 'kysely'
import { newOrderCode } from '../codes.ts'

/** Enough that all being taken cannot happen, whatever has been sold. */
const candidates = 4

/** Codes for one order to choose from, divided by blanks. */
export const drawCodes = (): string => Array.from({ length: candidates }, newOrderCode).join(' ')

/** The first of the drawn codes that no order has; null, which no order takes, if all of them are taken. */
export const freeCode = (drawn: RawBuilder<unknown>): RawBuilder<string> => sql<string>`(
  select c.code from unnest(string_to_array(${drawn}, ' ')) as c (code)
  where not exists (select from "order" taken where taken.code = c.code) limit 1)`
