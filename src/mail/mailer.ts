/** A file that goes along with a mail. */
export interface Attachment {
  name: string
  /** Media type, with its parameters: `text/calendar; method=PUBLISH`. */
  type: string
  content: Uint8Array | string
}

/** An image that the HTML of a mail shows by its Content-ID: `<img src="cid:…">` (RFC 2392). */
export interface InlineImage {
  /** Without angle brackets. */
  cid: string
  /** What it is called where a mail program lists it. */
  name: string
  type: string
  content: Uint8Array
}

/** What a mail says to the calendar of its reader (RFC 6047): an invitation, or that it is taken back. */
export interface MailCalendar {
  method: 'REQUEST' | 'CANCEL'
  /** An iCalendar object with that METHOD. */
  content: string
}

/** A mail to one person. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /** Message-ID (RFC 5322 §3.6.4) with its angle brackets; the same on every try, so that a mail program shows a repeat once. */
  messageId: string
  attachments?: readonly Attachment[]
  inline?: readonly InlineImage[]
  calendar?: MailCalendar
  /** Address that switches such mails off: by a click in the mail program, which posts to it (RFC 2369, RFC 8058). */
  unsubscribe?: string
  /** Where answers go; to the sender unless given. */
  replyTo?: string
}

/** Sends mails. `send` resolves when the mail is accepted, and rejects with `MailRefused` where trying again is useless. */
export interface Mailer {
  send(mail: Mail): Promise<void>
  close(): void
}

/** The mail server will not take this mail, now or later (RFC 5321 §4.2.1, 5yz). */
export class MailRefused extends Error {
  override name = 'MailRefused'
}

/** What both ways of sending hand to nodemailer. */
export const messageOf = (
  from: string,
  { to, subject, text, html, messageId, attachments = [], inline = [], calendar, replyTo, unsubscribe }: Mail,
) => ({
  from,
  // As an object, so that no address is read as a list of addresses.
  to: { name: '', address: to },
  subject,
  text,
  html,
  messageId,
  ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
  // Beside the letter, where Gmail and Outlook look for it, and attached for those who do not.
  ...(calendar === undefined ? {} : { icalEvent: { ...calendar, filename: 'invite.ics' } }),
  headers: {
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribe === undefined
      ? {}
      : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  },
  attachments: [
    ...attachments.map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content: typeof content === 'string' ? content : Buffer.from(content),
    })),
    ...inline.map(({ cid, name, type, content }) => ({
      cid,
      filename: name,
      contentType: type,
      contentDisposition: 'inline' as const,
      content: Buffer.from(content),
    })),
  ],
})
