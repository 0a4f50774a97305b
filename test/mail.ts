import assert from 'node:assert/strict'
import type { Db } from '../src/db/connect.ts'

/** The mails to one address in the development mailbox, oldest first. */
export const mails = (db: Db, recipient: string) =>
  db
    .selectFrom('mailbox_mail')
    .select(['id', 'message_id as messageId', 'subject', 'text', 'html', 'source'])
    .where('recipient', '=', recipient)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** The address that the newest mail to somebody asks to open. */
export async function linkTo(db: Db, recipient: string): Promise<URL> {
  const link = /^https?:\S+$/m.exec((await mails(db, recipient)).at(-1)?.text ?? '')
  assert.ok(link, `a mail to ${recipient} with a link`)
  return new URL(link[0])
}

/** The token in that address. */
export const tokenFor = async (db: Db, recipient: string): Promise<string> =>
  (await linkTo(db, recipient)).searchParams.get('token') ?? ''
