import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { cursorParts, readCursor, writeCursor } from '../../../lib/cursor.ts'
import { cardsOf } from './cards.ts'
import { conditions, type Filters, searchQuery } from './filters.ts'
import { wordsOf } from './words.ts'

export interface Search extends Filters {
  sort?: 'date' | 'relevance'
  limit?: number
  cursor?: string
}

/** Where a sorted list stands: a rank in millionths (0 when sorted by date), the start, the id. */
const keyParts = [cursorParts.integer, cursorParts.instant, cursorParts.id] as const

/**
 * A page of public events. Sorted by date, or by relevance, which is the default for a search with words. When no event has the words,
 * those with words spelled alike in their names and cities are taken instead (`similar`), the soonest first, on one page. Refuses bad_request for a cursor or date that is none.
 */
export async function searchEvents(db: Db, search: Search, language: string, now: Date) {
  const { limit = 24, cursor } = search
  const after = cursor === undefined ? undefined : (readCursor(cursor, keyParts) ?? refuse('bad_request'))
  const where = conditions(search, now)
  const query = await searchQuery(db, search.q, language)
  if (search.q !== undefined && !query) return { items: [], next: null, similar: false }
  const ranked = query !== undefined && search.sort !== 'date'
  const rank = ranked ? sql`(ts_rank('{0.05, 0.2, 0.5, 1.0}', e.search, ${query}) * 1000000)::int` : sql`0`
  const found = query ? sql`and e.search @@ ${query}` : sql``
  const matches = sql`select e.id, e.starts_at, ${rank} as rank from event e where ${where} ${found}`
  const keys = await page(db, matches, ranked, after, limit + 1)
  if (keys.length === 0 && search.q && query && !after && !(await isAnywhere(db, query)))
    return { ...(await spelledAlike(db, search.q, where, limit, now)), next: null }
  const shown = keys.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await cardsOf(db, inOrder(shown.map(({ id }) => id)), now),
    next: keys.length > limit && last ? writeCursor([last.rank, last.startsAt.toISOString(), last.id]) : null,
    similar: false,
  }
}

/** Whether any public event has the words: then they are not misspelled, and it is the filters that nothing passes. */
async function isAnywhere(db: Db, query: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql`
    select e.id from event e where e.state = 'published' and e.visibility = 'public' and e.search @@ ${query} limit 1`.execute(
    db,
  )
  return rows.length > 0
}

interface Key {
  id: string
  startsAt: Date
  rank: number
}

async function page(
  db: Db,
  matches: RawBuilder<unknown>,
  ranked: boolean,
  after: string[] | undefined,
  limit: number,
): Promise<Key[]> {
  const [rank, start, id] = after ?? []
  const beyond = sql`(starts_at, id) > (${start}::timestamptz, ${id}::uuid)`
  const { rows } = await sql<Key>`
    select id, starts_at as "startsAt", rank from (${matches}) found
    ${after ? sql`where ${ranked ? sql`rank < ${rank}::int or (rank = ${rank}::int and ${beyond})` : beyond}` : sql``}
    order by ${ranked ? sql`rank desc, ` : sql``}starts_at, id limit ${limit}`.execute(db)
  return rows
}

async function spelledAlike(db: Db, q: string, where: RawBuilder<unknown>, limit: number, now: Date) {
  const { rows } = await sql<{ allOf: string | null; anyOf: string | null }>`
    select all_of::text as "allOf", any_of::text as "anyOf" from event_query_alike(${wordsOf(q)})`.execute(db)
  for (const query of new Set([rows[0]?.allOf, rows[0]?.anyOf])) {
    if (!query) continue
    // Found by the words before they are sorted: a walk along the index of dates takes long where the words are rare.
    const found = sql`select e.id, e.starts_at from event e where ${where} and e.search @@ ${query}::tsquery`
    const chosen = sql`
      with found as materialized (${found})
      select id, row_number() over (order by starts_at, id) as place from found order by 2 limit ${limit}`
    const items = await cardsOf(db, chosen, now)
    if (items.length > 0) return { items, similar: true }
  }
  return { items: [], similar: false }
}

const inOrder = (ids: readonly string[]) =>
  sql`select id, place from unnest(${ids}::uuid[]) with ordinality as listed (id, place)`
