import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { FileContent } from '../../http/contract.ts'
import type { KeptAttachment } from '../../mail/mailbox.ts'

/** Heads of the mails, newest first, at most 200. */
export async function listMails(db: Db, recipient: string | undefined) {
  const items = await db
    .selectFrom('mailbox_mail')
    .select(['id', 'recipient', 'subject', 'created_at as createdAt'])
    .select(sql<number>`jsonb_array_length(attachments)`.as('attachments'))
    .$if(recipient !== undefined, (query) => query.where('recipient', '=', recipient ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return { items }
}

/** One mail as a mail program shows it. Refuses `not_found`. */
export async function readMail(db: Db, mailId: string) {
  const { source, attachments, ...mail } = await mailRow(db, mailId)
  return {
    ...mail,
    headers: headersOf(source.toString('utf8')),
    attachments: attachments.map(({ name, type, content }, index) => ({
      index,
      name,
      type,
      bytes: Buffer.from(content, 'base64').length,
    })),
  }
}

/** The header lines of a mail's source (RFC 5322 §2.2), folded lines joined. */
export function headersOf(source: string): { name: string; value: string }[] {
  const [head = ''] = source.split(/\r?\n\r?\n/, 1)
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return lines.flatMap((line) => {
    const colon = line.indexOf(':')
    return colon > 0 ? [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }] : []
  })
}

/** The HTML of a mail, its links made to open in the whole window rather than in the frame. Refuses `not_found`. */
export async function mailHtml(db: Db, mailId: string): Promise<FileContent> {
  const { html } = await mailRow(db, mailId)
  const bytes = html.replace('<head>', '<head><base target="_top">')
  return { type: 'text/html; charset=utf-8', bytes, framed: 'sandboxed' }
}

/** One attachment, always as a download. Refuses `not_found`. */
export async function mailAttachment(db: Db, mailId: string, index: string): Promise<FileContent> {
  const { attachments } = await mailRow(db, mailId)
  const attachment = /^\d{1,2}$/.test(index) ? attachments[Number(index)] : undefined
  if (!attachment) refuse('not_found')
  return { type: attachment.type, bytes: Buffer.from(attachment.content, 'base64'), name: attachment.name }
}

async function mailRow(db: Db, mailId: string) {
  const row = await db
    .selectFrom('mailbox_mail')
    .select(['id', 'recipient', 'subject', 'text', 'html', 'source', 'created_at as createdAt'])
    .select(sql<KeptAttachment[]>`attachments`.as('attachments'))
    .where('id', '=', mailId)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}
