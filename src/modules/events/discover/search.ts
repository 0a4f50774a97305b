import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { refuse } from '../../../errors.ts'
import { cursorParts, readCursor, writeCursor } from '../../../lib/cursor.ts'
import { cardsOf } from './cards.ts'
import { conditions, type Filters, searchQuery } from './filters.ts'

export interface Search extends Filters {
  sort?: 'date' | 'relevance'
  limit?: number
  cursor?: string
}

/** Where a sorted list stands: a rank in millionths (0 when sorted by date), the start, the id. */
const keyParts = [cursorParts.integer, cursorParts.instant, cursorParts.id] as const

/**
 * A page of public events. Sorted by date, or by relevance, which is the default for a search with words. When no event has the words,
 * names and cities spelled alike are taken instead (`similar`), on one page. Refuses bad_request for a cursor or date that is none.
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
  if (keys.length === 0 && query && !after && !(await isAnywhere(db, query)))
    return { ...(await spelledAlike(db, search, where, limit, now)), next: null }
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

async function spelledAlike(db: Db, search: Search, where: RawBuilder<unknown>, limit: number, now: Date) {
  const since = search.from === undefined && search.to === undefined ? now : null
  const chosen = sql`
    select e.id, row_number() over (order by likeness desc, e.starts_at) as place
    from event_spelled_like(${search.q}, ${since}) alike join event e on e.id = alike.event_id
    where ${where} order by 2 limit ${limit}`
  const items = await cardsOf(db, chosen, now)
  return { items, similar: items.length > 0 }
}

const inOrder = (ids: readonly string[]) =>
  sql`select id, place from unnest(${ids}::uuid[]) with ordinality as listed (id, place)`
