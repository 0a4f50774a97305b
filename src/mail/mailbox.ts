import type { Db } from '../db/connect.ts'
import { newId } from '../db/id.ts'
import { byCid, showInPlace } from './data-images.ts'
import { type Attachment, type Mail, type Mailer, messageOf } from './mailer.ts'

/** Mails of the development mailbox: kept as they would have gone out, and shown at /dev/mailbox, whose frame loads no images. */
export function mailboxMailer(db: Db, from: string): Mailer {
  return {
    async send(mail) {
      const { createTransport } = await import('nodemailer')
      const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(messageOf(from, mail))
      const { to, subject, text, html, messageId } = mail
      await db
        .insertInto('mailbox_mail')
        .values({
          id: newId(),
          message_id: messageId,
          recipient: to,
          subject,
          text,
          html: showInPlace(html, byCid(mail.inline)),
          source: message as Buffer,
          attachments: JSON.stringify(filesOf(mail).map(keptAttachment)),
        })
        .onConflict((conflict) => conflict.column('message_id').doNothing())
        .execute()
    },
    close() {},
  }
}

/** What goes along, with the calendar as mail programs list it. */
const filesOf = ({ attachments = [], calendar }: Mail): readonly Attachment[] =>
  calendar
    ? [
        ...attachments,
        { name: 'invite.ics', type: `text/calendar; method=${calendar.method}`, content: calendar.content },
      ]
    : attachments

/** An attachment as the mailbox keeps it; `content` in base64. */
export interface KeptAttachment {
  name: string
  type: string
  content: string
}

const keptAttachment = ({ name, type, content }: Attachment): KeptAttachment => ({
  name,
  type,
  content: Buffer.from(content).toString('base64'),
})

/** Takes the mails to an address out of the mailbox. */
export async function forgetMailsTo(db: Db, email: string): Promise<void> {
  await db.deleteFrom('mailbox_mail').where('recipient', '=', email).execute()
}
