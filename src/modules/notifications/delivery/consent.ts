import type { Db } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'

/** Version of the sentence that people consent to (`consent.text` in lang/<language>/notifications.ts): a new sentence gets a new number. */
export const consentVersion = 1

/** Notes that somebody gave or took back their consent to offers; the rows are never changed, and the last one holds. */
export async function recordConsent(
  db: Db,
  { userId, given, how, at }: { userId: string; given: boolean; how: 'account' | 'unsubscribe'; at: Date },
): Promise<void> {
  await db
    .insertInto('marketing_consent')
    .values({ id: newId(), user_id: userId, given, how, text_version: consentVersion, at })
    .execute()
}
