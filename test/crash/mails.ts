import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail that was accepted: once it is, nobody can take it back. `at` in milliseconds of `performance.now`. */
export interface AcceptedMail {
  to: string
  messageId: string
  at: number
}

export interface MailServer {
  url: string
  accepted: readonly AcceptedMail[]
  stop(): Promise<void>
}

/** A mail server that takes everything. */
export async function startMailServer(): Promise<MailServer> {
  const accepted: AcceptedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, session, done) {
      // Whoever is killed half-way through has sent nothing.
      const source = await text(stream).catch(() => undefined)
      if (source === undefined) return
      const messageId = /^message-id: *(<[^>]+>)/im.exec(source)?.[1] ?? ''
      for (const { address } of session.envelope.rcptTo)
        accepted.push({ to: address, messageId, at: performance.now() })
      done()
    },
  })
  // Those who send are killed.
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    accepted,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}
