import type { Catalogue } from '../../../lang/shape.ts'
import type { Db } from '../../db/connect.ts'
import { csvFile } from '../../lib/csv.ts'
import { pagesOf, rowsOf } from '../orders/lists-csv.ts'
import { type ActFilter, searchActs } from './acts.ts'

/** Rows read at once. */
const limit = 1000

/** Rows of a file at most: it is in memory as a whole. Who needs older acts asks for earlier days. */
const most = 50_000

/** Acts as CSV, the newest 50,000 or `rows`, newest first, times in UTC; what changed as JSON. Heads and kinds in the reader's language. */
export const actsCsv = (
  db: Db,
  filter: ActFilter,
  words: Catalogue['workspace']['acts'],
  rows = most,
): Promise<Uint8Array> =>
  csvFile(
    [
      words.when,
      words.what,
      words.who,
      words.inPlaceOf,
      words.apiKey,
      words.organization,
      words.event,
      words.subject,
      words.before,
      words.after,
      words.address,
      words.device,
      words.request,
    ],
    rowsOf(
      firstOf(
        rows,
        pagesOf((part) => searchActs(db, { ...filter, ...part, limit: Math.min(rows, limit) })),
      ),
      ({ by, impersonator, ...act }) => [
        act.at.toISOString(),
        words.kinds[act.kind],
        impersonator?.name ?? by?.name ?? act.userId ?? words.platform,
        impersonator ? (by?.name ?? act.userId) : null,
        act.apiKey?.name ?? null,
        act.organization?.name ?? null,
        act.event?.name ?? act.eventId,
        act.subjectId,
        act.before && JSON.stringify(act.before),
        act.after && JSON.stringify(act.after),
        act.ip,
        act.userAgent,
        act.requestId,
      ],
    ),
  )

/** The first rows of pages, so many at most. */
async function* firstOf<Row>(rows: number, pages: AsyncIterable<Row[]>): AsyncIterable<Row[]> {
  let left = rows
  for await (const page of pages) {
    yield page.slice(0, left)
    left -= page.length
    if (left <= 0) return
  }
}
