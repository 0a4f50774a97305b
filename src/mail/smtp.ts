import type { Transporter } from 'nodemailer'
import { type Mailer, MailRefused, messageOf } from './mailer.ts'

/** Mails through a mail server, over at most five connections that are kept open. `url` as in SMTP_URL. */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  let transporter: Promise<Transporter> | undefined

  async function open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    // Mails are made of our own values: no template may reach for a file or an address.
    const options = { pool: true, maxConnections: 5, disableFileAccess: true, disableUrlAccess: true } as const
    return createTransport({ url, ...options })
  }

  return {
    async send(mail) {
      transporter ??= open()
      try {
        await (await transporter).sendMail(messageOf(from, mail))
      } catch (error) {
        throw isFinal(error) ? new MailRefused('the mail server refused the mail', { cause: error }) : error
      }
    },
    close() {
      transporter?.then((open) => open.close())
    },
  }
}

/** A refusal of this mail, rather than of our sign-in there or of the whole connection. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false
  const { responseCode, code } = error
  return typeof responseCode === 'number' && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
}
