/** A file that goes along with a mail. */
export interface Attachment {
  name: string
  /** Media type, with its parameters: `text/calendar; method=PUBLISH`. */
  type: string
  content: Uint8Array | string
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
export const messageOf = (from: string, { to, subject, text, html, messageId, attachments = [] }: Mail) => ({
  from,
  // As an object, so that no address is read as a list of addresses.
  to: { name: '', address: to },
  subject,
  text,
  html,
  messageId,
  headers: { 'Auto-Submitted': 'auto-generated' },
  attachments: attachments.map(({ name, type, content }) => ({
    filename: name,
    contentType: type,
    content: typeof content === 'string' ? content : Buffer.from(content),
  })),
})
