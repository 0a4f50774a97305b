import type { Db } from '../db/connect.ts'
import { segmentsOf } from './segments.ts'
import type { Texter } from './texter.ts'

/** SMS of a development installation: kept as they would have gone out, and shown at /dev/messages. */
export const boxTexter = (db: Db): Texter => ({
  async send({ id, to, text }) {
    await db
      .insertInto('mailbox_sms')
      .values({ id, recipient: to, text, segments: segmentsOf(text).segments })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    return { providerId: id }
  },
  async find({ id }) {
    const row = await db.selectFrom('mailbox_sms').select('id').where('id', '=', id).executeTakeFirst()
    return row && { providerId: row.id, failure: null }
  },
})

/** The SMS of the box, or those to one phone, newest first, at most 200. */
export async function listTexts(db: Db, recipient: string | undefined) {
  const items = await db
    .selectFrom('mailbox_sms')
    .select(['id', 'recipient', 'text', 'segments', 'created_at as createdAt'])
    .$if(recipient !== undefined, (query) => query.where('recipient', '=', recipient ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return { items }
}

/** Takes the SMS to a phone out of the box. */
export async function forgetTextsTo(db: Db, phone: string): Promise<void> {
  await db.deleteFrom('mailbox_sms').where('recipient', '=', phone).execute()
}
