import type { Db, Tx } from './connect.ts'

/**
 * Does `work` in one transaction, all or nothing; joins the caller's when there is one, so that domain functions
 * compose. READ COMMITTED, which the conditional updates and row locks rely on.
 */
export const transact = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db as Tx) : db.transaction().execute(work)
