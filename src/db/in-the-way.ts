import { isUnreachable } from './unreachable.ts'

/** PostgreSQL's codes for work it undid because other work was in the way: serialization failure, deadlock, lock not available. */
const codes = new Set<unknown>(['40001', '40P01', '55P03'])

/** Whether work failed for no fault of its own, so that all of it can be done again: others were in its way, or the database is not there. */
export const isInTheWay = (error: unknown): boolean =>
  (error instanceof Error && 'code' in error && codes.has(error.code)) || isUnreachable(error)
