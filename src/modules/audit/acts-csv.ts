import type { Catalogue } from '../../../lang/shape.ts'
import type { Db } from '../../db/connect.ts'
import { csvFile } from '../../lib/csv.ts'
import { pagesOf, rowsOf } from '../orders/lists-csv.ts'
import { type ActFilter, searchActs } from './acts.ts'

/** Rows read at once. */
const limit = 1000

/** Acts as CSV, newest first, times in UTC; what changed as JSON. Heads and kinds in the reader's language. */
export const actsCsv = (db: Db, filter: ActFilter, words: Catalogue['workspace']['acts']): Promise<Uint8Array> =>
  csvFile(
    [
      words.when,
      words.what,
      words.who,
      words.inPlaceOf,
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
      pagesOf((part) => searchActs(db, { ...filter, ...part, limit })),
      ({ by, impersonator, ...act }) => [
        act.at.toISOString(),
        words.kinds[act.kind],
        impersonator?.name ?? by?.name ?? act.userId ?? words.platform,
        impersonator ? (by?.name ?? act.userId) : null,
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
