import type { Catalogue } from '../../../../lang/shape.ts'
import type { Db } from '../../../db/connect.ts'
import { csvFile } from '../../../lib/csv.ts'
import { decimal, pagesOf, rowsOf } from '../../orders/lists-csv.ts'
import { listPayouts, type PayoutRow } from './payouts.ts'
import { listRevenue, type RevenueFilter } from './revenue.ts'
import { listStatement } from './statements.ts'

type Words = Catalogue['money']

/** Rows read at once. */
const limit = 1000

/** An organizer's statement as CSV; amounts as decimals of their currency, times in UTC. Heads in the reader's language. */
export const statementCsv = (db: Db, organizationId: string, { statement: head, kinds }: Words): Promise<Uint8Array> =>
  csvFile(
    [head.at, head.kind, head.order, head.event, head.currency, head.total, head.commission, head.net, head.tax],
    rowsOf(
      pagesOf((part) => listStatement(db, organizationId, { ...part, limit })),
      (line) => {
        const amount = inUnits(line.currency)
        const { total, commission, net, tax } = line
        return [
          line.at.toISOString(),
          kinds[line.kind],
          line.orderCode,
          line.eventName,
          line.currency,
          ...[total, commission, net, tax].map(amount),
        ]
      },
    ),
  )

/** The platform's revenue as CSV. */
export const revenueCsv = (db: Db, filter: RevenueFilter, { revenue: head }: Words): Promise<Uint8Array> =>
  csvFile(
    [head.month, head.organization, head.currency, head.captured, head.refunded, head.commission, head.providerFees],
    rowsOf(
      pagesOf((part) => listRevenue(db, { ...filter, ...part, limit })),
      ({ month, organization, currency, captured, refunded, commission, providerFees }) => [
        month,
        organization,
        currency,
        ...[captured, refunded, commission, providerFees].map(inUnits(currency)),
      ],
    ),
  )

/** Payouts as CSV, for the bank and the books. */
export const payoutsCsv = (
  db: Db,
  filter: { state?: PayoutRow['state'] },
  { payouts: head, payoutStates }: Words,
): Promise<Uint8Array> =>
  csvFile(
    [head.recorded, head.organization, head.state, head.amount, head.currency, head.reference, head.settled, head.id],
    rowsOf(
      pagesOf((part) => listPayouts(db, { ...filter, ...part, limit })),
      (payout) => [
        payout.recordedAt.toISOString(),
        payout.organization,
        payoutStates[payout.state],
        inUnits(payout.currency)(payout.amount),
        payout.currency,
        payout.reference,
        payout.settledAt?.toISOString() ?? null,
        payout.id,
      ],
    ),
  )

/** A number, not text: a spreadsheet would not run what begins with a minus, but would not count it either. */
const inUnits = (currency: string) => (amount: number) => Number(decimal(amount, currency))
