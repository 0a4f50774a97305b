import type { Transporter } from 'nodemailer'
import { type Mailer, MailRefused, messageOf } from './mailer.ts'

/** Milliseconds to wait for a mail server that says nothing: a mail is a job, and few jobs run at once. */
const longestSilence = 15_000

/**
 * Mails through a mail server, over at most five connections that are kept open. `url` as in SMTP_URL; `patience` in milliseconds. What a server
 * answers quotes addresses, so of a failure just its codes are passed on: they end up in logs and with jobs.
 */
export function smtpMailer(options: { url: string; from: string; patience?: number }): Mailer {
  const { url, from, patience = longestSilence } = options
  let transporter: Promise<Transporter> | undefined

  async function open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    // Mails are made of our own values: no template may reach for a file or an address.
    const closed = { disableFileAccess: true, disableUrlAccess: true } as const
    const timeouts = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience }
    return createTransport({ url, pool: true, maxConnections: 5, ...closed, ...timeouts })
  }

  return {
    async send(mail) {
      transporter ??= open()
      try {
        await (await transporter).sendMail(messageOf(from, mail))
      } catch (error) {
        if (isFinal(error)) throw new MailRefused('the mail server refused the mail')
        throw new Error(`the mail server did not take a mail (${codesOf(error)})`)
      }
    },
    close() {
      transporter?.then((open) => open.close())
    },
  }
}

function codesOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return [code, responseCode].filter((part) => part !== undefined).join(' ') || 'no reason given'
}

/** A refusal of this mail, rather than of our sign-in there or of the whole connection. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false
  const { responseCode, code } = error
  return typeof responseCode === 'number' && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
}
